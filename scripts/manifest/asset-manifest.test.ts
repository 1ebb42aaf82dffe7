import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { listedFiles, readManifest, refreshed } from './asset-manifest.ts';

const folder = fileURLToPath(new URL('../../assets', import.meta.url));
const { assets } = readManifest(folder);

describe('assets/manifest.json', () => {
  it('lists every file that ships, once', () => {
    expect(assets.map(({ file }) => file).sort()).toEqual(listedFiles(folder));
  });

  it.each(assets.map((asset) => [asset.file, asset] as const))('tells the truth of %s', (_, asset) => {
    expect(asset).toEqual(refreshed(asset, folder));
    expect(asset.command).toMatch(/^(npm run|node) /);
    expect(asset.licence).toBe('MIT');
  });
});
