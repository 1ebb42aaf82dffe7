import { PlyParser, SplatBufferGenerator } from '@mkkellogg/gaussian-splats-3d';
import { describe, expect, it } from 'vitest';
import { readWithSplatTransform } from '../test-support/read-with-splat-transform.ts';
import { decodeSplats } from './decode.ts';
import type { RawSplats } from './raw-splats.ts';
import { encodeKsplat } from './testing/encode-ksplat.ts';
import { encodePly } from './testing/encode-ply.ts';
import { beyond, differences, syntheticSplats } from './testing/synthetic-splats.ts';

const LEVELS = [0, 1, 2] as const;
const DEGREES = [0, 1, 2, 3] as const;

async function read(bytes: Uint8Array): Promise<RawSplats> {
  return (await decodeSplats('a.ksplat', bytes)).raw;
}

/** Quantization of 8-bit colours, half floats, offsets in a bucket of 6 m and 8-bit harmonics over ±0.5. */
function bounds(level: 0 | 1 | 2): Record<string, number> {
  return {
    positions: level === 0 ? 0 : 6.1 / 65534 / 2 + 1e-6,
    scales: level === 0 ? 0 : 2 ** -11,
    rotations: level === 0 ? 1e-6 : 2 ** -10,
    colors: 0.5 / 255 + 1e-6,
    opacities: 0.5 / 255 + 1e-6,
    shRest: level === 0 ? 0 : level === 1 ? 2 ** -12 : 0.5 / 255 + 1e-6,
  };
}

describe('ksplat', () => {
  it.each(LEVELS.flatMap((level) => DEGREES.map((degree) => ({ level, degree }))))(
    'is within its quantization: level $level, degree $degree',
    async ({ level, degree }) => {
      const raw = syntheticSplats(300, degree, 'y-down', degree + level * 7 + 1);
      const back = await read(encodeKsplat(raw, { level }));
      expect(beyond(differences(back, raw), bounds(level))).toEqual({});
      expect(back).toMatchObject({ count: 300, shDegree: degree, up: 'y-down' });
    },
  );

  it.each(LEVELS)('reads several sections with full and partly filled buckets, level %i', async (level) => {
    const raw = syntheticSplats(307, 2, 'y-down', 3);
    const bytes = encodeKsplat(raw, { level, sections: [100, 0, 1, 206], bucketSize: 32 });
    expect(beyond(differences(await read(bytes), raw), bounds(level))).toEqual({});
  });

  it.each(LEVELS)('reads level %i as GaussianSplats3D writes it', async (level) => {
    const raw = syntheticSplats(600, 2, 'y-down', 8);
    const ply = encodePly(raw);
    const splats = PlyParser.parseToUncompressedSplatArray(ply.slice().buffer, 2);
    const generator = SplatBufferGenerator.getStandardGenerator(0, level, 0);
    const back = await read(new Uint8Array(generator.generateFromUncompressedSplatArray(splats).bufferData));
    // It sorts splats into buckets, so they are matched by position.
    const key = ({ positions }: RawSplats) => {
      const order = Array.from({ length: 600 }, (_, i) => i);
      return order.sort((a, b) => positions[a * 3]! - positions[b * 3]!);
    };
    const place = new Map(key(raw).map((i, n) => [i, key(back)[n]!]));
    const pick = (values: Float32Array, size: number) =>
      Float32Array.from(
        { length: 600 * size },
        (_, n) => values[place.get(Math.floor(n / size))! * size + (n % size)]!,
      );
    const sorted: RawSplats = {
      ...back,
      positions: pick(back.positions, 3),
      scales: pick(back.scales, 3),
      rotations: pick(back.rotations, 4),
      colors: pick(back.colors, 3),
      opacities: pick(back.opacities, 1),
      shRest: pick(back.shRest!, 24),
    };
    const found = differences(sorted, raw);
    // Colours are cut off, not rounded, and 8-bit harmonics cover ±0.5 as they occur.
    const loose = {
      ...bounds(level),
      scales: 2 ** -10,
      colors: 1 / 255 + 1e-6,
      opacities: 1 / 255 + 1e-6,
      shRest: 1 / 255,
    };
    expect(beyond(found, loose)).toEqual({});
  });

  it.each(LEVELS)('agrees with splat-transform at level %i', async (level) => {
    const raw = syntheticSplats(300, 2, 'y-down', 9);
    const bytes = encodeKsplat(raw, { level, bucketSize: 32 });
    const expected = await readWithSplatTransform('a.ksplat', bytes);
    const found = differences(await read(bytes), expected);
    // Opacities go through a logit there.
    const rounding = { positions: 1e-6, scales: 1e-6, colors: 1e-6, opacities: 2e-6, shRest: 0 };
    expect(beyond(found, { ...rounding, rotations: 1e-3 })).toEqual({});
  });

  it('says what contradicts itself', async () => {
    const bytes = encodeKsplat(syntheticSplats(100, 1, 'y-down'), { level: 1, bucketSize: 32 });
    const changed = (at: number, value: number): Promise<RawSplats> => {
      const copy = bytes.slice();
      new DataView(copy.buffer).setUint32(at, value, true);
      return read(copy);
    };
    await expect(changed(0, 1)).rejects.toThrow(/version 1\.0/);
    await expect(changed(4, 0xffffffff)).rejects.toThrow(/truncated: its 4294967295 section headers/);
    await expect(changed(16, 99)).rejects.toThrow(/announces 99 splats but its sections announce 100/);
    await expect(changed(20, 3)).rejects.toThrow(/compression level of 3/);
    await expect(changed(4096, 101)).rejects.toThrow(/101 splats in the place of 100/);
    await expect(changed(4096 + 4, 0xffffffff)).rejects.toThrow(/truncated: a section of 4294967295 splats/);
    await expect(changed(4096 + 8, 20)).rejects.toThrow(/buckets for 64 of the 100 splats/);
    await expect(changed(4096 + 32, 300)).rejects.toThrow(/buckets contradict/);
    await expect(changed(4096 + 40, 4)).rejects.toThrow(/harmonics of degree 4/);
  });
});
