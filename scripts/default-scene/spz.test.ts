import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decodeSplats } from '../../src/workers/splats/formats/decode.ts';
import { Rng } from './core/rng.ts';
import { generate } from './generate.ts';
import { mug } from './pieces/coffee-table.ts';
import { encodeSpz, packRotation } from './spz.ts';

/** Smallest-three bits back to x, y, z, w. */
function unpack(bits: number): number[] {
  const largest = bits >>> 30;
  const q = [0, 0, 0, 0];
  let rest = bits;
  let squares = 0;
  for (let i = 3; i >= 0; i--) {
    if (i === largest) continue;
    q[i] = ((rest & 511) / 511) * Math.SQRT1_2 * ((rest >>> 9) & 1 ? -1 : 1);
    squares += q[i]! ** 2;
    rest >>>= 10;
  }
  q[largest] = Math.sqrt(1 - squares);
  return q;
}

describe('encodeSpz', () => {
  it('packs rotations to within a quarter of a degree', () => {
    const rng = new Rng(1);
    for (let n = 0; n < 500; n++) {
      const raw = [0, 0, 0, 0].map(() => rng.range(-1, 1));
      const l = Math.hypot(...raw);
      const q = raw.map((x) => x / l) as [number, number, number, number];
      const back = unpack(packRotation(q));
      const cos = Math.abs(q.reduce((sum, x, i) => sum + x * back[i]!, 0));
      expect(2 * Math.acos(Math.min(1, cos))).toBeLessThan((0.25 * Math.PI) / 180);
    }
  });

  it('writes version 3 with fixed-point centres in the order given', () => {
    const raw = gunzipSync(
      encodeSpz({
        count: 2,
        positions: Float32Array.of(1, -2, 0.5, 0, 0, -60),
        scales: Float32Array.of(0.01, 0.02, 0.001, 1, 1, 1),
        rotations: Float32Array.of(0, 0, 0, 1, 1, 0, 0, 0),
        colors: Float32Array.of(0.5, 0, 1, 0.5, 0.5, 0.5),
        opacities: Float32Array.of(1, 0.5),
      }),
    );
    expect(raw.length).toBe(16 + 2 * 20);
    expect([raw.readUInt32LE(0), raw.readUInt32LE(4), raw.readUInt32LE(8), raw[13]]).toEqual([
      0x5053474e, 3, 2, 12,
    ]);
    expect([0, 1, 2, 5].map((i) => raw.readIntLE(16 + i * 3, 3))).toEqual([4096, -8192, 2048, -60 * 4096]);
  });

  it('refuses centres that the format cannot hold', () => {
    const one = {
      scales: new Float32Array(3).fill(1),
      rotations: Float32Array.of(0, 0, 0, 1),
      colors: new Float32Array(3),
    };
    expect(() =>
      encodeSpz({ ...one, count: 1, positions: Float32Array.of(5000, 0, 0), opacities: Float32Array.of(1) }),
    ).toThrow(RangeError);
  });

  it('is read back by the decoder in the same order, within the precision of the format', async () => {
    const { splats } = generate([mug(5)], 4, () => {});
    const { raw } = await decodeSplats('mug.spz', encodeSpz(splats));
    expect(raw.up).toBe('y-up');
    expect(raw.count).toBe(splats.count);
    const worst = (a: Float32Array, b: Float32Array, difference: (x: number, y: number) => number) =>
      a.reduce((max, x, i) => Math.max(max, difference(x, b[i]!)), 0);
    const plain = (x: number, y: number) => Math.abs(x - y);
    expect(worst(raw.positions, splats.positions, plain)).toBeLessThan(0.5 / 4096 + 1e-6);
    expect(worst(raw.colors, splats.colors, plain)).toBeLessThan(0.0038);
    expect(worst(raw.scales, splats.scales, (x, y) => Math.abs(Math.log(x / y)))).toBeLessThan(
      0.5 / 16 + 1e-3,
    );
    for (let i = 0; i < splats.count * 4; i += 4) {
      let cos = 0;
      for (let k = 0; k < 4; k++) cos += raw.rotations[i + k]! * splats.rotations[i + k]!;
      expect(Math.abs(cos)).toBeGreaterThan(0.99999);
    }
  });
});
