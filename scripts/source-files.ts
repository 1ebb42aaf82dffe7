import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { SourceFile } from './layer-rules.ts';
import { ROOT } from './run-command.mjs';

/** Every TypeScript module below src/, AssemblyScript left out. */
export function sourceFiles(): SourceFile[] {
  return readdirSync(join(ROOT, 'src'), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes(`${sep}assembly${sep}`))
    .sort()
    .map((path) => ({
      path: relative(ROOT, path).replaceAll(sep, '/'),
      source: readFileSync(path, 'utf8'),
    }));
}
