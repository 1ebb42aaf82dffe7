import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { floatsOf, readSafetensors, SafetensorsError, type Tensor } from './safetensors.ts';
import { writeSafetensors } from './write-safetensors.ts';

const f32 = (shape: number[], values: number[]): Tensor => ({
  type: 'F32',
  shape,
  bytes: new Uint8Array(Float32Array.from(values).buffer),
});

const FILE = writeSafetensors({
  tensors: new Map<string, Tensor>([
    ['a.weight', f32([2, 3], [1, -2, 3.5, 0, 1e-30, -1e30])],
    ['half', { type: 'F16', shape: [4], bytes: new Uint8Array([0, 0x3c, 1, 0, 0, 0xfc, 0x01, 0x7e]) }],
    ['brain', { type: 'BF16', shape: [2], bytes: new Uint8Array([0x80, 0x3f, 0xc0, 0xc0]) }],
    ['codes', { type: 'I8', shape: [1, 3], bytes: new Uint8Array([1, 255, 128]) }],
    ['scalar', f32([], [7])],
    ['none', f32([0, 4], [])],
  ]),
  metadata: { made: 'for a test' },
});

/** A file with this header and so many bytes of values. */
function fileOf(header: unknown, values: number): Uint8Array {
  const json = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const file = new Uint8Array(8 + json.length + values);
  new DataView(file.buffer).setBigUint64(0, BigInt(json.length), true);
  file.set(json, 8);
  return file;
}

const entry = (shape: unknown, offsets: unknown, dtype: unknown = 'F32') => ({
  dtype,
  shape,
  data_offsets: offsets,
});

describe('safetensors', () => {
  it('gives back what was written', () => {
    // Values may lie at any address.
    const moved = new Uint8Array(FILE.length + 3).subarray(3);
    moved.set(FILE);
    const { tensors, metadata } = readSafetensors(moved);
    expect(metadata).toEqual({ made: 'for a test' });
    expect([...tensors.keys()]).toEqual(['a.weight', 'half', 'brain', 'codes', 'scalar', 'none']);
    const floats = (name: string) => [...floatsOf(name, tensors.get(name)!)];
    expect(tensors.get('a.weight')!.shape).toEqual([2, 3]);
    expect(floats('a.weight')).toEqual([1, -2, 3.5, 0, Math.fround(1e-30), Math.fround(-1e30)]);
    expect(floats('half')).toEqual([1, 2 ** -24, Number.NEGATIVE_INFINITY, Number.NaN]);
    expect(floats('brain')).toEqual([1, -6]);
    expect(floats('scalar')).toEqual([7]);
    expect(floats('none')).toEqual([]);
    expect([...tensors.get('codes')!.bytes]).toEqual([1, 255, 128]);
    expect(() => floats('codes')).toThrow('Tensor “codes” holds I8 where floats are wanted.');
  });

  it('begins values at a multiple of eight', () => {
    expect(Number(new DataView(FILE.buffer).getBigUint64(0, true)) % 8).toBe(0);
  });

  it.each([
    ['nothing', new Uint8Array(0), 'The file has 0 bytes, too few for a safetensors header.'],
    ['an absurd header', new Uint8Array(64).fill(255), 'its header would have 18446744073709551615 bytes'],
    ['a short file', FILE.subarray(0, 40), 'The file ends inside its header'],
    ['missing values', FILE.subarray(0, FILE.length - 1), 'The file ends inside tensor “scalar”'],
    ['values too many', fileOf({ a: entry([1], [0, 4]) }, 5), '1 bytes at the end'],
    ['no JSON', fileOf('{nonsense', 0), 'is not JSON'],
    ['no object', fileOf('[1]', 0), 'is no object'],
    ['a null', fileOf({ a: null }, 0), 'Tensor “a” is not described by an object.'],
    ['a type that is not', fileOf({ a: entry([1], [0, 4], 'F33') }, 4), 'Tensor “a” has the type "F33".'],
    ['a type of Object', fileOf({ a: entry([1], [0, 4], 'toString') }, 4), 'has the type "toString"'],
    ['no type', fileOf({ a: { shape: [1], data_offsets: [0, 4] } }, 4), 'has the type nothing'],
    ['a shape of texts', fileOf({ a: entry(['1'], [0, 4]) }, 4), 'no list of sizes'],
    ['a negative size', fileOf({ a: entry([-1], [0, 4]) }, 4), 'no list of sizes'],
    ['one offset', fileOf({ a: entry([1], [0]) }, 4), 'lacks the two offsets'],
    ['offsets turned round', fileOf({ a: entry([1], [4, 0]) }, 4), 'needs 4 bytes and has -4'],
    ['another length', fileOf({ a: entry([2], [0, 4]) }, 4), 'of shape [2] needs 8 bytes and has 4'],
    ['an absurd shape', fileOf({ a: entry([2 ** 40, 2 ** 40], [0, 4]) }, 4), 'bytes and has 4'],
    ['a gap', fileOf({ a: entry([1], [4, 8]) }, 8), 'Tensor “a” leaves a gap before it.'],
    [
      'an overlap',
      fileOf({ a: entry([2], [0, 8]), b: entry([1], [4, 8]) }, 8),
      'Tensor “b” overlaps the one before it.',
    ],
    ['metadata of numbers', fileOf({ __metadata__: { a: 1 } }, 0), 'no table of texts'],
  ])('refuses %s', (_, file, sentence) => {
    expect(() => readSafetensors(file)).toThrow(SafetensorsError);
    expect(() => readSafetensors(file)).toThrow(sentence);
  });

  it('refuses or reads every damaged file, and never fails otherwise', () => {
    fc.assert(
      fc.property(fc.nat(FILE.length - 1), fc.nat(255), fc.nat(FILE.length), (at, byte, length) => {
        const file = FILE.slice(0, length < FILE.length / 2 ? length : FILE.length);
        if (at < file.length) file[at] = byte;
        try {
          for (const [, { bytes, shape }] of readSafetensors(file).tensors) {
            expect(bytes.length).toBeGreaterThanOrEqual(shape.includes(0) ? 0 : 1);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(SafetensorsError);
        }
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  it('does not write what it would refuse', () => {
    const wrong = { tensors: new Map([['a', f32([2], [1])]]), metadata: {} };
    expect(() => writeSafetensors(wrong)).toThrow('Tensor “a” needs 8 bytes and has 4.');
  });
});
