import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { decodeSplats } from '../formats/decode.ts';
import { orient } from '../formats/orient.ts';
import type { RawSplats } from '../formats/raw-splats.ts';
import { beyond, differences, seededRandom, syntheticSplats } from '../formats/testing/synthetic-splats.ts';
import { createWebpDecoder } from '../formats/webp-decoder.ts';
import { loadWebpWasm } from '../formats/webp-wasm-node.ts';
import { readWithSplatTransform } from '../test-support/read-with-splat-transform.ts';
import { createWebpEncoder } from './webp-encoder.ts';
import { loadWebpEncoderWasm } from './webp-encoder-wasm-node.ts';
import { writeSog } from './write-sog.ts';

const encodeWebp = createWebpEncoder(loadWebpEncoderWasm);

async function read(bytes: Uint8Array): Promise<RawSplats> {
  const { raw } = await decodeSplats('saved.sog', bytes, undefined, { loadWebpWasm });
  return orient(raw, 'auto');
}

/** Codes of 16 bits over ±ln 4, codebooks for 6 in a logarithm and 3 in degree 0, quaternions and opacities of 8 bits. */
const BOUNDS = {
  positions: (2 * Math.log(4) * 4) / 65535 / 2 + 1e-5,
  scales: 0.02,
  rotations: 0.01,
  colors: 0.004,
  opacities: 0.5 / 255 + 1e-6,
  shRest: 0.004,
};

describe('writeSog', () => {
  it.each([0, 1, 2, 3] as const)('is within its quantization at degree %i', async (degree) => {
    const raw = syntheticSplats(900, degree, 'y-up', degree + 1);
    const back = await read(await writeSog(raw, encodeWebp));
    expect(beyond(differences(back, raw), BOUNDS)).toEqual({});
    expect(back).toMatchObject({ count: 900, shDegree: degree });
  });

  it('shares rows of harmonics between many splats that look alike', async () => {
    const raw = syntheticSplats(6000, 2, 'y-up', 5);
    const kinds = syntheticSplats(50, 2, 'y-up', 6).shRest!;
    raw.shRest!.forEach((_, k) => {
      raw.shRest![k] = kinds[k % kinds.length]!;
    });
    const bytes = await writeSog(raw, encodeWebp);
    expect(beyond(differences(await read(bytes), raw), { ...BOUNDS, shRest: 0.005 })).toEqual({});
    const meta = JSON.parse(new TextDecoder().decode(unzipSync(bytes)['meta.json']));
    expect(meta.shN).toMatchObject({ count: 50, bands: 2 });
  });

  it.each([0, 3] as const)('is read alike by splat-transform at degree %i', async (degree) => {
    const bytes = await writeSog(syntheticSplats(700, degree, 'y-up', 11), encodeWebp);
    const theirs = orient(await readWithSplatTransform('saved.sog', bytes), 'auto');
    const rounding = {
      positions: 1e-4,
      scales: 1e-5,
      rotations: 1e-4,
      colors: 1e-5,
      opacities: 2e-6,
      shRest: 1e-6,
    };
    expect(beyond(differences(theirs, await read(bytes)), rounding)).toEqual({});
  });

  it('is y-down in the file', async () => {
    const raw = { ...syntheticSplats(1, 0, 'y-up'), positions: Float32Array.of(1, 2, 3) };
    const options = { loadWebpWasm };
    const { raw: stored } = await decodeSplats(
      'saved.sog',
      await writeSog(raw, encodeWebp),
      undefined,
      options,
    );
    expect(stored.up).toBe('y-down');
    expect([...stored.positions]).toEqual([1, -2, -3].map((value) => expect.closeTo(value, 5)));
  });

  it('takes splats without extent or opacity, and all in one place', async () => {
    const raw = syntheticSplats(5, 1, 'y-up');
    raw.positions.fill(2);
    raw.scales.fill(0);
    raw.opacities.fill(0);
    raw.shRest!.fill(0);
    const back = await read(await writeSog(raw, encodeWebp));
    expect(Math.max(...back.scales)).toBeLessThan(1e-8);
    expect([...new Set(back.positions)]).toEqual([expect.closeTo(2, 5)]);
    expect([...new Set([...back.opacities, ...back.shRest!])]).toEqual([0]);
  });

  it('reports its progress', async () => {
    const shares: number[] = [];
    await writeSog(syntheticSplats(3000, 1, 'y-up'), encodeWebp, (share) => shares.push(share));
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
    expect(shares.length).toBeGreaterThan(10);
  });
});

describe('createWebpEncoder', () => {
  it('keeps every bit of the pixels, those under alpha 0 included', async () => {
    const random = seededRandom(9);
    const data = Uint8ClampedArray.from({ length: 36 * 20 * 4 }, () => Math.floor(random() * 256));
    for (let at = 3; at < data.length / 2; at += 4) data[at] = 0;
    const decode = await createWebpDecoder(loadWebpWasm);
    const { width, height, data: back } = decode(await encodeWebp(36, 20, data));
    expect([width, height]).toEqual([36, 20]);
    expect([...back]).toEqual([...data]);
  });
});
