import { describe, expect, it } from 'vitest';
import { decodeSplats } from './decode.ts';
import type { RawSplats } from './raw-splats.ts';
import { encodeCompressedPly } from './testing/encode-compressed-ply.ts';
import { encodePly, type PlyOptions } from './testing/encode-ply.ts';
import { encodeSog } from './testing/encode-sog.ts';
import { encodeSplat } from './testing/encode-splat.ts';
import { encodeSpz, spzExtension } from './testing/encode-spz.ts';
import { beyond, differences, syntheticSplats } from './testing/synthetic-splats.ts';
import { loadWebpWasm } from './webp-wasm-node.ts';

const DEGREES = [0, 1, 2, 3] as const;
/** Range of a field of the synthetic splats: positions, log scales. */
const POSITION_RANGE = 6;
const LOG_SCALE_RANGE = Math.log(1 / 0.005);

async function roundTrip(name: string, bytes: Uint8Array): Promise<RawSplats> {
  const { raw } = await decodeSplats(name, bytes, undefined, { loadWebpWasm });
  return raw;
}

describe('ply', () => {
  const exact = { positions: 0, scales: 1e-6, rotations: 1e-6, colors: 1e-6, opacities: 1e-6, shRest: 0 };

  it.each(DEGREES)('keeps every field at degree %i', async (degree) => {
    const raw = syntheticSplats(1500, degree, 'y-down', degree + 1);
    const back = await roundTrip('a.ply', encodePly(raw));
    expect(beyond(differences(back, raw), exact)).toEqual({});
    expect(back).toMatchObject({ count: 1500, shDegree: degree, up: 'y-down' });
  });

  it.each<PlyOptions>([
    { encoding: 'binary_big_endian' },
    { encoding: 'binary_big_endian', shuffled: true },
    { encoding: 'binary_little_endian', shuffled: true, lineEnd: '\r\n' },
    { encoding: 'ascii' },
    { encoding: 'ascii', shuffled: true, lineEnd: '\r\n' },
  ])('reads %o', async (options) => {
    const raw = syntheticSplats(200, 3, 'y-down', 9);
    const back = await roundTrip('a.ply', encodePly(raw, options));
    expect(beyond(differences(back, raw), exact)).toEqual({});
  });

  it('takes an infinite logit for full opacity and drops splats that are not finite', async () => {
    const raw = syntheticSplats(5, 1, 'y-down');
    raw.opacities[0] = 1;
    raw.positions[3] = Number.NaN;
    raw.scales[6] = Number.POSITIVE_INFINITY;
    raw.shRest![3 * 9] = Number.NaN;
    for (const encoding of ['binary_little_endian', 'ascii'] as const) {
      const back = await roundTrip('a.ply', encodePly(raw, { encoding }));
      expect(back.count).toBe(3);
      expect(back.opacities[0]).toBe(1);
      expect(back.positions[3]).toBeCloseTo(raw.positions[9]!, 6);
      expect(back.shRest![9]).toBe(0);
      expect(back.shRest![10]).toBeCloseTo(raw.shRest![3 * 9 + 1]!, 6);
    }
  });
});

describe('compressed ply', () => {
  it.each(DEGREES)('is within its quantization at degree %i', async (degree) => {
    const raw = syntheticSplats(700, degree, 'y-down', degree + 20);
    for (const colorBounds of [true, false]) {
      const back = await roundTrip('a.compressed.ply', encodeCompressedPly(raw, colorBounds));
      const bounds = {
        positions: POSITION_RANGE / 1023 / 2 + 1e-5,
        scales: Math.expm1(LOG_SCALE_RANGE / 1023 / 2 + 1e-5),
        rotations: 4e-3,
        colors: 0.5 / 255 + 1e-6,
        opacities: 0.5 / 255 + 1e-6,
        shRest: 1 / 64 + 1e-6,
      };
      expect(beyond(differences(back, raw), bounds)).toEqual({});
    }
  });

  it('takes alpha 255 for an opacity of 1', async () => {
    const raw = syntheticSplats(3, 0, 'y-down');
    raw.opacities.fill(1);
    expect([...(await roundTrip('a.ply', encodeCompressedPly(raw))).opacities]).toEqual([1, 1, 1]);
  });
});

describe('splat', () => {
  it('is within its quantization', async () => {
    const raw = syntheticSplats(900, 0, 'y-down', 30);
    const back = await roundTrip('a.splat', encodeSplat(raw));
    const bounds = { positions: 0, scales: 0, rotations: 0.01, colors: 0.0021, opacities: 0.0021, shRest: 0 };
    expect(beyond(differences(back, raw), bounds)).toEqual({});
  });

  it('takes a zero quaternion for the identity', async () => {
    const bytes = encodeSplat(syntheticSplats(1, 0, 'y-down'));
    bytes.fill(128, 28, 32);
    expect([...(await roundTrip('a.splat', bytes)).rotations]).toEqual([0, 0, 0, 1]);
  });
});

describe('spz', () => {
  const bounds = (version: number) => ({
    positions: version === 1 ? 2 ** -9 : 2 ** -13 + 1e-6,
    scales: Math.expm1(1 / 32 + 1e-5),
    // The first three components leave the fourth uncertain where it is small.
    rotations: version < 3 ? 0.12 : 4e-3,
    colors: (0.5 / 255 / 0.15) * 0.2821 + 1e-6,
    opacities: 0.5 / 255 + 1e-6,
    shRest: 1 / 256 + 1e-6,
  });

  it.each(([1, 2, 3, 4] as const).flatMap((version) => DEGREES.map((degree) => ({ version, degree }))))(
    'is within its quantization: $version, degree $degree',
    async ({ version, degree }) => {
      const raw = syntheticSplats(600, degree, 'y-up', degree + version * 10);
      const back = await roundTrip('a.spz', encodeSpz(raw, version));
      expect(beyond(differences(back, raw), bounds(version))).toEqual({});
      expect(back).toMatchObject({ shDegree: degree, up: 'y-up' });
    },
  );

  it.each([3, 4] as const)(
    'version %i heeds the coordinate system and passes over other extensions',
    async (version) => {
      const raw = syntheticSplats(20, 1, 'y-up');
      const upOf = async (type: number, value: number) =>
        (await roundTrip('a.spz', encodeSpz(raw, version, spzExtension(type, value)))).up;
      expect(await upOf(0xadbe0002, 6)).toBe('y-up');
      expect(await upOf(0xadbe0003, 4)).toBe('y-up');
      expect(await upOf(0xadbe0003, 6)).toBe('y-down');
      await expect(upOf(0xadbe0003, 9)).rejects.toThrow(/“a.spz” is stored in axes of code 9/);
    },
  );
});

describe('spz in other axes', () => {
  const parities = [
    // y, z, x; xy, yz, 2z²-x²-y², xz, x²-y² under a mirror in x and in z.
    [1, 1, -1, -1, 1, 1, -1, 1],
    [1, -1, 1, 1, -1, 1, -1, 1],
  ] as const;

  it.each([
    { code: 1, frame: 'LDB', x: -1, z: -1, up: 'y-down' },
    { code: 2, frame: 'RDB', x: 1, z: -1, up: 'y-down' },
    { code: 3, frame: 'LUB', x: -1, z: 1, up: 'y-up' },
    { code: 4, frame: 'RUB', x: 1, z: 1, up: 'y-up' },
    { code: 5, frame: 'LDF', x: -1, z: 1, up: 'y-down' },
    { code: 6, frame: 'RDF', x: 1, z: 1, up: 'y-down' },
    { code: 7, frame: 'LUF', x: -1, z: -1, up: 'y-up' },
    { code: 8, frame: 'RUF', x: 1, z: -1, up: 'y-up' },
  ])('$frame', async ({ code, x, z, up }) => {
    const raw = syntheticSplats(20, 2, 'y-up', 5);
    const plain = await roundTrip('a.spz', encodeSpz(raw, 3));
    const back = await roundTrip('a.spz', encodeSpz(raw, 3, spzExtension(0xadbe0003, code)));
    expect(back.up).toBe(up);
    const signs = [x, 1, z];
    // A splat between the mirrored axes keeps its quaternion but for the signs of two components.
    const expected = {
      ...plain,
      positions: plain.positions.map((value, k) => value * signs[k % 3]!),
      rotations: plain.rotations.map((value, k) => (k % 4 === 3 ? value : value * signs[k % 4]! * x * z)),
      shRest: plain.shRest!.map((value, n) => {
        const k = Math.floor((n % 24) / 3);
        return value * (x < 0 ? parities[0][k]! : 1) * (z < 0 ? parities[1][k]! : 1);
      }),
    };
    for (let i = 0; i < 20; i++) {
      // Ellipsoids are compared by what their axes span, which half turns in themselves leave.
      const own = ellipsoid(back, i);
      for (const [k, value] of ellipsoid(expected, i).entries()) expect(own[k]).toBeCloseTo(value, 5);
    }
    const found = differences({ ...back, rotations: expected.rotations }, expected);
    expect(beyond(found, { positions: 0, scales: 1e-6, colors: 0, opacities: 0, shRest: 1e-6 })).toEqual({});
  });

  /** Covariance of a splat, (3, 3). */
  function ellipsoid({ rotations, scales }: RawSplats, i: number): number[] {
    const [x, y, z, w] = rotations.subarray(i * 4, i * 4 + 4) as unknown as [number, number, number, number];
    const axes = [
      [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
      [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
      [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
    ];
    return axes.flatMap((a) =>
      axes.map((b) => a.reduce((sum, value, k) => sum + value * b[k]! * scales[i * 3 + k]! ** 2, 0)),
    );
  }
});

describe('sog', () => {
  it.each(([1, 2] as const).flatMap((version) => DEGREES.map((degree) => ({ version, degree }))))(
    'is within its quantization: version $version, degree $degree',
    async ({ version, degree }) => {
      const raw = syntheticSplats(300, degree, 'y-down', degree + version * 50);
      const back = await roundTrip('a.sog', await encodeSog(raw, version, version === 1 ? 'scene/' : ''));
      const bounds = {
        positions: (2 * Math.log(4) * 4) / 65535 / 2 + 1e-5,
        scales: Math.expm1(LOG_SCALE_RANGE / 255 / 2 + 1e-5),
        rotations: 0.01,
        colors: 0.5 / 255 + 1e-5,
        // Version 1 quantizes the logit.
        opacities: version === 1 ? 8e-3 : 0.5 / 255 + 1e-6,
        shRest: 0.5 / 255 + 1e-5,
      };
      expect(beyond(differences(back, raw), bounds)).toEqual({});
      expect(back).toMatchObject({ count: 300, shDegree: degree, up: 'y-down' });
    },
  );
});
