import { crc32 as referenceCrc } from 'node:zlib';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { crc32 } from './crc32.ts';
import { SplatFileError } from './raw-splats.ts';
import { seededRandom } from './testing/synthetic-splats.ts';
import { openZip } from './zip.ts';

const random = seededRandom(2);
const noise = (length: number) => Uint8Array.from({ length }, () => Math.floor(random() * 256));
const text = (content: string) => new TextEncoder().encode(content);
const files = {
  'a/meta.json': text('{"deep":1}'),
  'meta.json': text('{}'),
  'x.webp': noise(2000),
  'zeros.bin': new Uint8Array(9000),
};
const zipped = zipSync({ ...files, 'stored.bin': [noise(500), { level: 0 }] });

/** Offset of the first place where a signature stands. */
function find(bytes: Uint8Array, signature: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 4 <= bytes.length; at++) if (view.getUint32(at, true) === signature) return at;
  throw new Error('no such signature');
}

function patched(at: number, value: number, width: 2 | 4 = 4): Uint8Array {
  const copy = zipped.slice();
  const view = new DataView(copy.buffer);
  if (width === 4) view.setUint32(at, value, true);
  else view.setUint16(at, value, true);
  return copy;
}

const directory = find(zipped, 0x02014b50);
const end = find(zipped, 0x06054b50);

describe('openZip', () => {
  it('reads stored and deflated files, and finds the outermost of a name', async () => {
    const zip = openZip('a.sog', zipped);
    for (const [path, bytes] of Object.entries(files)) expect(await zip.read(path)).toEqual(bytes);
    expect(zip.outermost('meta.json')).toBe('meta.json');
    expect(zip.outermost('lod-meta.json')).toBeNull();
    expect(zip.has('stored.bin')).toBe(true);
    expect(() => zip.read('none')).toThrow('“a.sog” lacks the file “none”.');
  });

  it.each([
    ['bytes that are none', text('hello world, this is no zip'), /it is no zip/],
    ['one without its end', zipped.slice(0, end), /cut off/],
    ['a directory beyond the end', patched(end + 16, 0x7fffffff), /damaged zip directory/],
    ['a 64-bit one', patched(end + 16, 0xffffffff), /64-bit/],
    ['a damaged directory', patched(directory, 0), /damaged zip directory/],
    ['a bomb by its claim', patched(directory + 24, 0x7fffffff), /damaged zip directory/],
    ['a packed size beyond the data', patched(directory + 20, 0x7fffffff), /damaged zip directory/],
    ['an encrypted file', patched(directory + 8, 1, 2), /encrypted/],
  ])('refuses %s', (_, bytes, reason) => {
    expect(() => openZip('a.sog', bytes)).toThrow(SplatFileError);
    expect(() => openZip('a.sog', bytes)).toThrow(reason);
  });

  it.each([
    ['a wrong checksum', patched(directory + 16, 1)],
    ['a smaller size', patched(directory + 24, 3)],
    ['an unknown method', patched(directory + 10, 12, 2)],
    ['a local header elsewhere', patched(directory + 42, 3)],
  ])('does not give a file with %s', (_, bytes) => {
    expect(() => openZip('a.sog', bytes).read('a/meta.json')).toThrow(/damaged zip entry “a\/meta.json”/);
  });

  it('bounds what a bomb unpacks to by what it claims', () => {
    const bomb = zipSync({ 'meta.json': new Uint8Array(2 ** 22) });
    expect(openZip('a.sog', bomb).read('meta.json')).toHaveLength(2 ** 22);
    const claim = (bytes: Uint8Array, size: number) => {
      new DataView(bytes.buffer).setUint32(find(bytes, 0x02014b50) + 24, size, true);
      return openZip('a.sog', bytes);
    };
    expect(() => claim(bomb, 100).read('meta.json')).toThrow(/damaged zip entry/);
    const large = zipSync({ 'meta.json': noise(300_000) });
    expect(() => claim(large, 2 ** 28).read('meta.json')).toThrow(/of 268435456 bytes, which is too large/);
  });

  it('gives the right bytes or a sentence for any flipped bit', async () => {
    for (let n = 0; n < 1000; n++) {
      const copy = zipped.slice();
      const at = Math.floor(random() * copy.length);
      copy[at] = copy[at]! ^ (1 << Math.floor(random() * 8));
      try {
        const zip = openZip('a.sog', copy);
        for (const [path, bytes] of Object.entries(files)) {
          if (zip.has(path)) expect(await zip.read(path)).toEqual(bytes);
        }
      } catch (error) {
        expect(error).toBeInstanceOf(SplatFileError);
      }
    }
  });
});

describe('crc32', () => {
  it.each([0, 1, 2, 3, 4, 5, 7, 64, 1001])('of %i bytes is that of zlib', (length) => {
    const bytes = noise(length);
    expect(crc32(bytes)).toBe(referenceCrc(bytes));
  });

  it('is the check value of its definition', () => {
    expect(crc32(text('123456789'))).toBe(0xcbf43926);
  });
});
