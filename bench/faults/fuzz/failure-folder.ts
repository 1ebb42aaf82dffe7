import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Entry } from './fuzz-protocol.ts';
import type { Subject } from './subject.ts';

const RECORD = 'failure.json';
const BESIDES = 'besides';

/** Takes away what an earlier run has kept. */
export async function clearFailures(outDir: string): Promise<void> {
  await rm(path.join(outDir, 'failures'), { recursive: true, force: true });
}

/** What is written beside a file that failed. */
export interface FailureRecord {
  readonly caseName: string;
  readonly format: string;
  readonly fileName: string;
  readonly seed: number;
  readonly kind: string;
  readonly reason: string;
  readonly what: string;
}

/** Writes a file that failed, the files beside it and the reason into a folder of its own. @returns the folder. */
export async function keepFailure(
  outDir: string,
  caseName: string,
  { subject, what }: { readonly subject: Subject; readonly what: string },
  { seed, kind, text }: Entry,
): Promise<string> {
  const folder = path.join(outDir, 'failures', `${kind.replaceAll(' ', '-')}-${caseName}-${seed}`);
  const { fileName, format } = subject;
  const record: FailureRecord = { caseName, format, fileName, seed, kind, reason: text, what };
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, fileName), subject.bytes);
  await writeFile(path.join(folder, RECORD), `${JSON.stringify(record, null, 2)}\n`);
  for (const [name, bytes] of subject.besides) {
    const file = path.join(folder, BESIDES, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, bytes);
  }
  return folder;
}

/** Reads such a folder again. @throws Error when it is none */
export async function readFailure(folder: string): Promise<{ record: FailureRecord; subject: Subject }> {
  const record = JSON.parse(await readFile(path.join(folder, RECORD), 'utf8')) as FailureRecord;
  const besides = new Map<string, Uint8Array>();
  const beside = path.join(folder, BESIDES);
  const names = await readdir(beside, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of names) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    besides.set(path.relative(beside, file).split(path.sep).join('/'), await readFile(file));
  }
  const bytes = await readFile(path.join(folder, record.fileName));
  return { record, subject: { fileName: record.fileName, format: record.format, bytes, besides } };
}
