// Brings sizes and hashes in assets/manifest.json up to date: node --import tsx scripts/manifest/main.ts
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listedFiles, readManifest, refreshed } from './asset-manifest.ts';

const folder = fileURLToPath(new URL('../../assets', import.meta.url));
const manifest = readManifest(folder);
const assets = manifest.assets.map((asset) => refreshed(asset, folder));
writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify({ ...manifest, assets }, null, 2)}\n`);
const named = assets.map(({ file }) => file);
const missing = listedFiles(folder).filter((file) => !named.includes(file));
if (missing.length > 0) {
  console.error(
    `Not in assets/manifest.json: ${missing.join(', ')}. Add what made them and what is in them.`,
  );
  process.exitCode = 1;
}
