import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file of `assets/`, what made it and what is in it. */
export interface Asset {
  readonly file: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly kind: string;
  readonly format: string;
  readonly command: string;
  readonly licence: string;
  readonly content: Readonly<Record<string, unknown>>;
}

/** The manifest's own name, and that of the scenes', which is listed with them. */
const UNLISTED = ['manifest.json', 'scenes/manifest.json'];

/** Every file below a folder that a manifest must list, sorted, as the manifest writes it. */
export function listedFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .filter((file) => !UNLISTED.includes(file))
    .sort();
}

/** The entry with the size and hash that its file has now. */
export function refreshed(asset: Asset, folder: string): Asset {
  const bytes = readFileSync(join(folder, asset.file));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { ...asset, sizeBytes: bytes.length, sha256 };
}

/** Reads the manifest of a folder. */
export function readManifest(folder: string): { readonly assets: readonly Asset[] } {
  return JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as { assets: Asset[] };
}
