import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decodeSplats } from '../../src/workers/splats/formats/decode.ts';
import { generate } from './generate.ts';
import { mug } from './pieces/coffee-table.ts';
import { encodeSpz } from './spz.ts';

describe('encodeSpz', () => {
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
