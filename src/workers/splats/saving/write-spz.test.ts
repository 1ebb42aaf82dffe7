import { describe, expect, it } from 'vitest';
import { decodeSplats } from '../formats/decode.ts';
import { orient } from '../formats/orient.ts';
import type { RawSplats } from '../formats/raw-splats.ts';
import { beyond, differences, syntheticSplats } from '../formats/testing/synthetic-splats.ts';
import { readWithSplatTransform } from '../test-support/read-with-splat-transform.ts';
import { packSpz } from './pack-spz.ts';
import { writeSpz } from './write-spz.ts';

/** Half a step of every field. */
const BOUNDS = {
  positions: 2 ** -13 + 1e-6,
  scales: Math.expm1(1 / 32 + 1e-5),
  rotations: 4e-3,
  colors: (0.5 / 255 / 0.15) * 0.2821 + 1e-6,
  opacities: 0.5 / 255 + 1e-6,
  shRest: 1 / 256 + 1e-6,
};

async function reread(raw: RawSplats): Promise<RawSplats> {
  return (await decodeSplats('saved.spz', await writeSpz(raw))).raw;
}

describe('writeSpz', () => {
  it.each([0, 1, 2, 3] as const)('is within its quantization at degree %i', async (degree) => {
    const raw = syntheticSplats(3000, degree, 'y-up', degree + 1);
    const back = await reread(raw);
    expect(beyond(differences(back, raw), BOUNDS)).toEqual({});
    expect(back).toMatchObject({ count: 3000, shDegree: degree, up: 'y-up' });
  });

  it.each([0, 3] as const)('is read alike by splat-transform at degree %i', async (degree) => {
    const bytes = await writeSpz(syntheticSplats(500, degree, 'y-up', 11));
    const { raw } = await decodeSplats('saved.spz', bytes);
    const theirs = await readWithSplatTransform('saved.spz', bytes);
    // Opacities go through a logit clamped to 1e-6 there.
    const rounding = {
      positions: 1e-5,
      scales: 1e-5,
      rotations: 1e-4,
      colors: 1e-5,
      opacities: 2e-6,
      shRest: 1e-6,
    };
    expect(beyond(differences(orient(theirs, 'auto'), raw), rounding)).toEqual({});
  });

  it('turns a scene whose y is down', async () => {
    const back = await reread({
      ...syntheticSplats(1, 0, 'y-down'),
      positions: Float32Array.of(1, 2, 3),
    });
    expect([...back.positions]).toEqual([1, -2, -3]);
  });

  it('gives up fine steps for a large scene, and moves what is beyond all reach to its edge', async () => {
    const raw = syntheticSplats(3, 0, 'y-up');
    raw.positions.set([5000.25, -7000.5, 3, 0, 0, 0, 1, 1, 1]);
    const large = await reread(raw);
    for (let k = 0; k < 9; k++) expect(Math.abs(large.positions[k]! - raw.positions[k]!)).toBeLessThan(5e-4);
    raw.positions[0] = 1e9;
    const far = await reread(raw);
    expect(far.positions[0]).toBeCloseTo(32768, 1);
    expect(far.positions[1]).toBeCloseTo(-7000.5, 2);
  });

  it('cuts off what the format cannot hold and survives splats without extent', async () => {
    const raw = syntheticSplats(2, 1, 'y-up');
    raw.scales.set([0, 1e9, 1]);
    raw.colors.set([-5, 5, 0.5]);
    raw.shRest!.set([-3, 3, 0]);
    const { scales, colors, shRest } = await reread(raw);
    expect([...scales.subarray(0, 3)].map((value) => Math.log(value))).toEqual([
      expect.closeTo(-10, 5),
      expect.closeTo(255 / 16 - 10, 5),
      expect.closeTo(0, 5),
    ]);
    expect([colors[0], colors[1]]).toEqual([expect.closeTo(-0.4403, 3), expect.closeTo(1.4403, 3)]);
    expect([...shRest!.subarray(0, 3)]).toEqual([-1, 127 / 128, 0]);
  });

  it('compresses, and reports its progress', async () => {
    const raw = syntheticSplats(100_000, 0, 'y-up');
    raw.rotations.fill(0.5);
    const shares: number[] = [];
    const bytes = await writeSpz(raw, (share) => shares.push(share));
    expect(bytes.length).toBeLessThan(0.85 * packSpz(raw).length);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
    expect(shares.length).toBeGreaterThan(3);
  });
});
