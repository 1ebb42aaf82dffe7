import createSpz from '@adobe/spz';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeSplats } from './decode.ts';
import { SH_C0 } from './splat-arrays.ts';
import { storeZstd } from './testing/encode-spz.ts';
import { beyond, differences, seededRandom, syntheticSplats } from './testing/synthetic-splats.ts';
import { zstdDecompress } from './zstd.ts';
import { zstdLimit } from './zstd-frame.ts';

type SpzModule = Awaited<ReturnType<typeof createSpz>>;

const fromBase64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));

function decompress(source: Uint8Array, size: number): Uint8Array {
  const out = new Uint8Array(size);
  zstdDecompress(source, out);
  return out;
}

describe('zstdDecompress', () => {
  it('reads frames of the reference tool: one stored byte, long runs of zeros over several blocks', () => {
    expect([...decompress(fromBase64('KLUv/SABCQAAYQ=='), 1)]).toEqual([97]);
    const zeros = decompress(fromBase64('KLUv/aAgoQcAVAAAEAAAAQD7/znAAgIAEAACABAAAwkNAA=='), 500_000);
    expect(zeros.every((value) => value === 0)).toBe(true);
  });

  it('reads frames one after another and passes over skippable ones', () => {
    const content = Uint8Array.from({ length: 100_000 }, (_, k) => k % 251);
    const frame = storeZstd(content);
    const skippable = Uint8Array.of(0x53, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3);
    const joined = new Uint8Array([...frame, ...skippable, ...frame]);
    const out = decompress(joined, 200_000);
    expect(out.subarray(0, 100_000)).toEqual(content);
    expect(out.subarray(100_000)).toEqual(content);
  });

  it('compares the check sum where there is one', () => {
    // Made by zstd 1.5.
    const text = 'hello hello hello hello, splats of many kinds, hello';
    const frame = fromBase64('KLUv/QRYVQEANAJoZWxsbyAsIHNwbGF0cyBvZiBtYW55IGtpbmRzLCBoZWxsbwEAmUsRr8CkaA==');
    expect(new TextDecoder().decode(decompress(frame, text.length))).toBe(text);
    for (const at of [frame.length - 1, 12]) {
      const copy = frame.slice();
      copy[at] = copy[at]! ^ 1;
      expect(() => decompress(copy, text.length)).toThrow(/does not match its check sum/);
    }
    expect(() => decompress(frame.slice(0, -4), text.length)).toThrow(/truncated/);
  });

  it('knows from block headers how much a stream can make at most', () => {
    expect(zstdLimit(storeZstd(new Uint8Array(100_000)))).toBe(100_000);
    expect(zstdLimit(fromBase64('KLUv/aAgoQcAVAAAEAAAAQD7/znAAgIAEAACABAAAwkNAA=='))).toBeGreaterThan(
      499_999,
    );
    expect(zstdLimit(storeZstd(new Uint8Array(100_000)).slice(0, 20))).toBeLessThan(65_537);
    expect(zstdLimit(new Uint8Array(1000))).toBe(0);
  });

  it('refuses data that make more or fewer bytes than announced', () => {
    const frame = storeZstd(new Uint8Array(100));
    expect(() => decompress(frame, 99)).toThrow(/zstd/);
    expect(() => decompress(frame, 101)).toThrow(/zstd/);
    expect(() => decompress(frame.slice(0, 50), 100)).toThrow(/zstd/);
  });
});

describe('SPZ version 4 as the reference library writes it', () => {
  let spz: SpzModule;
  beforeAll(async () => {
    spz = await createSpz({ print: () => {}, printErr: () => {} });
  });

  // Few values make long matches and repeated tables, many make Huffman literals.
  it.each([
    { count: 50, distinct: 7 },
    { count: 5_000, distinct: 300 },
    { count: 60_000, distinct: 60_000 },
    { count: 60_000, distinct: 3 },
  ])('$count splats, $distinct of them different', async ({ count, distinct }) => {
    const source = syntheticSplats(distinct, 3, 'y-up', count + distinct);
    const random = seededRandom(5);
    const picks = Array.from({ length: count }, () => Math.floor(random() ** 2 * distinct));
    const pick = (values: Float32Array, size: number): Float32Array =>
      Float32Array.from(
        { length: count * size },
        (_, n) => values[picks[Math.floor(n / size)]! * size + (n % size)]!,
      );
    const expected = {
      ...source,
      count,
      positions: pick(source.positions, 3),
      scales: pick(source.scales, 3),
      rotations: pick(source.rotations, 4),
      colors: pick(source.colors, 3),
      opacities: pick(source.opacities, 1),
      shRest: pick(source.shRest!, 45),
    };
    const bytes = spz.saveSpzToBuffer(
      {
        numPoints: count,
        shDegree: 3,
        antialiased: false,
        extensions: [],
        positions: expected.positions,
        scales: expected.scales.map(Math.log),
        rotations: expected.rotations,
        colors: expected.colors.map((value) => (value - 0.5) / SH_C0),
        alphas: expected.opacities.map((value) => Math.log(value / (1 - value))),
        sh: expected.shRest,
      },
      { version: 4, from: spz.CoordinateSystem.RUB, sh1Bits: 8, shRestBits: 8 },
    );
    const { raw } = await decodeSplats('reference.spz', bytes);
    const bounds = {
      positions: 2 ** -13 + 1e-6,
      scales: Math.expm1(1 / 32 + 1e-5),
      rotations: 4e-3,
      colors: (0.5 / 255 / 0.15) * SH_C0 + 1e-5,
      opacities: 0.5 / 255 + 1e-5,
      shRest: 1 / 128,
    };
    expect(beyond(differences(raw, expected), bounds)).toEqual({});
  });
});
