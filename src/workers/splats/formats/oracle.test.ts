import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readWithSplatTransform } from '../test-support/read-with-splat-transform.ts';
import { decodeSplats } from './decode.ts';
import { orient } from './orient.ts';
import { SH_C0 } from './splat-arrays.ts';
import { beyond, differences } from './testing/synthetic-splats.ts';
import { loadWebpWasm } from './webp-wasm-node.ts';

const CAPTURES = fileURLToPath(new URL('../../../../../shared/data/splats/', import.meta.url));

/** Files with their number of splats and degree. */
const FILES = [
  ['playbot-31k/playbot-31k.ply', 31_000, 2],
  ['playbot-31k/playbot-31k.compressed.ply', 31_000, 2],
  ['playbot-31k/playbot-31k.splat', 31_000, 0],
  ['playbot-31k/playbot-31k.level1.ksplat', 31_000, 2],
  ['playbot-31k/playbot-31k.level2.ksplat', 31_000, 2],
  ['playbot-31k/playbot-31k.spz', 31_000, 2],
  ['playbot-31k/playbot-31k.v3.spz', 31_000, 2],
  ['playbot-31k/playbot-31k.sog', 31_000, 2],
  ['narcissus-101k/narcissus-101k.splat', 101_275, 0],
  ['narcissus-101k/narcissus-101k.compressed.ply', 101_275, 0],
  ['narcissus-101k/narcissus-101k.spz', 101_275, 0],
  ['narcissus-101k/narcissus-101k.v3.spz', 101_275, 0],
  ['guitar.compressed.ply', 90_854, 0],
  ['massa.sog', 58_649, 0],
  ['st-peter.sog', 133_618, 0],
  ['statue-garden-1160k/statue-garden-1160k.sog', 1_160_665, 0],
] as const;

const missing = existsSync(CAPTURES) ? '' : ' (skipped: the captures in ../shared/data/splats are not here)';

describe.skipIf(missing)(`captures against splat-transform${missing}`, () => {
  it.each(FILES)('%s', { timeout: 60_000 }, async (file, count, degree) => {
    const bytes = new Uint8Array(readFileSync(CAPTURES + file));
    const { raw } = await decodeSplats(file, bytes, undefined, { loadWebpWasm });
    expect(raw).toMatchObject({ count, shDegree: degree, up: file.endsWith('.spz') ? 'y-up' : 'y-down' });
    const expected = await readWithSplatTransform(file, bytes);
    // Both read the same codes, so only rounding differs; but .splat's 8-bit quaternions are centred on 128 here and on
    // 127.5 there, half a code apart, and opacities go through a logit clamped to 1e-6 there.
    const bounds = {
      positions: 1e-4,
      scales: 1e-5,
      rotations: file.endsWith('.splat') ? 0.012 : 1e-4,
      colors: 1e-5,
      opacities: 2e-6,
      shRest: 1e-6,
    };
    expect(beyond(differences(orient(raw, 'auto'), orient(expected, 'auto')), bounds)).toEqual({});
  });

  it('reads the same splats from .ply and .spz of one scene', async () => {
    const read = async (file: string) =>
      orient((await decodeSplats(file, new Uint8Array(readFileSync(CAPTURES + file)))).raw, 'auto');
    const ply = await read('playbot-31k/playbot-31k.ply');
    // What SPZ cannot hold it cuts off: degree-0 coefficients beyond ±0.5 / 0.15, others beyond ±1.
    const reach = (0.5 / 0.15) * SH_C0;
    ply.colors.forEach((value, k) => {
      ply.colors[k] = Math.min(0.5 + reach, Math.max(0.5 - reach, value));
    });
    ply.shRest?.forEach((value, k) => {
      ply.shRest![k] = Math.min(127 / 128, Math.max(-1, value));
    });
    for (const file of ['playbot-31k/playbot-31k.spz', 'playbot-31k/playbot-31k.v3.spz']) {
      const found = differences(await read(file), ply);
      // 12 fractional bits; 8 bits of colour over a range of 1.88; harmonics of 4 and 5 bits.
      expect(
        beyond(found, {
          positions: 2e-4,
          rotations: 4e-3,
          colors: 4e-3,
          opacities: 2.1e-3,
          scales: 0.033,
          shRest: 0.07,
        }),
      ).toEqual({});
    }
  });

  it('reads the .glb that splat-transform made of the .ply as the same splats', async () => {
    const read = async (file: string) =>
      (await decodeSplats(file, new Uint8Array(readFileSync(CAPTURES + file)))).raw;
    const glb = await read('playbot-31k/playbot-31k.glb');
    expect(glb).toMatchObject({ count: 31_000, shDegree: 2, up: 'y-up' });
    const ply = orient(await read('playbot-31k/playbot-31k.ply'), 'auto');
    // The converter turned the ellipsoids from one side, `orient` turns them from both, which is the same half turn about
    // their own x further.
    for (let at = 0; at < ply.rotations.length; at += 4) {
      const [x, y, z, w] = ply.rotations.subarray(at, at + 4) as unknown as [number, number, number, number];
      ply.rotations.set([w, z, -y, -x], at);
    }
    const found = differences(glb, ply);
    // The converter turns by quaternions and matrices in float32.
    const bounds = {
      positions: 1e-6,
      scales: 1e-6,
      rotations: 1e-6,
      colors: 1e-6,
      opacities: 1e-6,
      shRest: 1e-5,
    };
    expect(beyond(found, bounds)).toEqual({});
  });

  it('reads the fully opaque splats of guitar.compressed.ply as opacity 1', async () => {
    const bytes = new Uint8Array(readFileSync(`${CAPTURES}guitar.compressed.ply`));
    const { raw } = await decodeSplats('guitar.compressed.ply', bytes);
    expect(raw.opacities.filter((value) => value === 1)).toHaveLength(667);
    expect(raw.opacities.every((value) => value >= 0 && value <= 1)).toBe(true);
  });
});
