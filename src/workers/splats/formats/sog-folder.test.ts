import { unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { decodeSplats } from './decode.ts';
import { SplatFileError } from './raw-splats.ts';
import { decodeSogFolder } from './sog-folder.ts';
import { encodeSog } from './testing/encode-sog.ts';
import { syntheticSplats } from './testing/synthetic-splats.ts';
import { loadWebpWasm } from './webp-wasm-node.ts';

const raw = syntheticSplats(300, 2, 'y-down');

/** Files of an unbundled SOG, by path, and a reader that notes what is asked for. */
async function folder(version: 1 | 2) {
  const bundle = await encodeSog(raw, version);
  const files = unzipSync(bundle);
  const asked: string[] = [];
  const read = async (path: string): Promise<Uint8Array> => {
    asked.push(path);
    if (!files[path]) throw new SplatFileError(`“${path}” is not here.`);
    return files[path];
  };
  return { bundle, files, asked, read };
}

describe('an unbundled SOG', () => {
  it.each([1, 2] as const)('of version %i is read as its bundle is', async (version) => {
    const { bundle, files, asked, read } = await folder(version);
    const whole = await decodeSplats('a.sog', bundle, undefined, { loadWebpWasm });
    const fractions: number[] = [];
    const opened = await decodeSplats('meta.json', files['meta.json']!, (f) => fractions.push(f), {
      loadWebpWasm,
      readBeside: read,
    });
    expect(opened).toEqual(whole);
    expect(asked.sort()).toEqual(
      Object.keys(files)
        .filter((path) => path !== 'meta.json')
        .sort(),
    );
    expect([...fractions].sort((a, b) => a - b)).toEqual(fractions);
  });

  it('says which file it lacks', async () => {
    const { files, read } = await folder(2);
    delete files['quats.webp'];
    const reading = decodeSogFolder('meta.json', files['meta.json']!, () => {}, loadWebpWasm, read);
    await expect(reading).rejects.toThrow('“quats.webp” is not here.');
  });

  it.each(['../secret.webp', '/etc/x', 'https://x.example/a.webp', 'a\\..\\b', 'a%2f..%2fb', ''])(
    'does not ask for the path %j',
    async (path) => {
      const { files, asked, read } = await folder(2);
      const meta = JSON.parse(new TextDecoder().decode(files['meta.json'])) as Record<string, unknown>;
      const text = JSON.stringify({ ...meta, quats: { files: [path] } });
      const reading = decodeSogFolder(
        'meta.json',
        new TextEncoder().encode(text),
        () => {},
        loadWebpWasm,
        read,
      );
      await expect(reading).rejects.toThrow(/“meta.json” names a file by a path that is not allowed/);
      expect(asked).toEqual([]);
    },
  );

  it('in a bundle cannot name files outside of it, nor of another folder', async () => {
    const { files } = await folder(2);
    const meta = JSON.parse(new TextDecoder().decode(files['meta.json'])) as Record<string, unknown>;
    const text = JSON.stringify({ ...meta, quats: { files: ['../quats.webp'] } });
    const { 'quats.webp': quats, ...others } = files;
    const inside = Object.fromEntries(Object.entries(others).map(([path, bytes]) => [`in/${path}`, bytes]));
    const bundle = zipSync({
      ...inside,
      'in/meta.json': new TextEncoder().encode(text),
      'quats.webp': quats!,
    });
    await expect(decodeSplats('a.sog', bundle, undefined, { loadWebpWasm })).rejects.toThrow(/not allowed/);
  });
});
