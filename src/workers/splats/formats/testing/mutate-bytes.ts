import type { Chance } from './chance.ts';
import { joinBytes } from './encode-ply.ts';

/** Changed bytes and what was done to them, for a log line. */
export interface Mutation {
  readonly bytes: Uint8Array;
  readonly what: string;
}

/** Parts of a file that are worth hitting. Offsets in bytes. */
export interface FileLayout {
  /** End of the header; what comes after it are values. */
  readonly headerEnd: number;
  /** Places of header numbers with their sizes. */
  readonly numbers: readonly { readonly at: number; readonly size: 1 | 2 | 4 | 8 }[];
  /** Whether values are float32, from `headerEnd` on. */
  readonly floats: boolean;
}

const MAGICS = [
  'ply\n',
  'NGSP',
  '\x1f\x8b\x08\0',
  'PK\x03\x04',
  'glTF',
  '{"a":',
  '<!doctype html>',
  '\0\0\0\0',
  'RIFF',
];
const INTEGERS = [
  0,
  1,
  2,
  3,
  4,
  7,
  15,
  16,
  63,
  64,
  127,
  128,
  255,
  256,
  65535,
  65536,
  1e6,
  1e7,
  9_000_000,
  38_000_000,
  2 ** 31 - 1,
  2 ** 31,
  2 ** 32 - 1,
  2 ** 32 - 16,
  2.5e9,
];
const FLOATS = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  0,
  -0,
  -1,
  1e-45,
  -1e-38,
  3.4e38,
  -3.4e38,
  1e6,
  1.1e6,
  -1e5,
  1e9,
  88.8,
  89,
  700,
];

/** Writes over a copy. */
function over(bytes: Uint8Array, at: number, part: Uint8Array): Uint8Array {
  const copy = bytes.slice();
  copy.set(part.subarray(0, Math.max(0, copy.length - at)), Math.min(at, copy.length));
  return copy;
}

/** Bytes of the header, or all where there is none. */
function headSpan(bytes: Uint8Array, { headerEnd }: FileLayout): number {
  return headerEnd === 0 ? bytes.length : Math.min(headerEnd, bytes.length);
}

export function truncate(bytes: Uint8Array, chance: Chance, layout: FileLayout): Mutation {
  const kind = chance.below(4);
  const length =
    kind === 0
      ? chance.below(layout.headerEnd + 1)
      : kind === 1
        ? bytes.length - 1 - chance.below(Math.min(64, bytes.length))
        : chance.below(bytes.length);
  return { bytes: bytes.slice(0, length), what: `cut to ${length} of ${bytes.length} bytes` };
}

export function extend(bytes: Uint8Array, chance: Chance): Mutation {
  const tail = Uint8Array.from({ length: 1 + chance.below(4096) }, () => chance.below(256));
  return { bytes: joinBytes(bytes, tail), what: `${tail.length} random bytes behind it` };
}

export function flipBits(bytes: Uint8Array, chance: Chance, layout: FileLayout): Mutation {
  const copy = bytes.slice();
  const count = 1 + chance.below(8);
  const span = chance.below(2) === 0 ? headSpan(copy, layout) : copy.length;
  for (let k = 0; k < count; k++) {
    const at = chance.below(span);
    copy[at] = copy[at]! ^ (1 << chance.below(8));
  }
  return { bytes: copy, what: `${count} bits flipped in the first ${span} bytes` };
}

export function scramble(bytes: Uint8Array, chance: Chance, layout: FileLayout): Mutation {
  const copy = bytes.slice();
  const span = chance.below(2) === 0 ? headSpan(copy, layout) : copy.length;
  const count = 1 + chance.below(16);
  for (let k = 0; k < count; k++) copy[chance.below(span)] = chance.below(256);
  return { bytes: copy, what: `${count} bytes changed in the first ${span}` };
}

export function changeMagic(bytes: Uint8Array, chance: Chance): Mutation {
  const magic = chance.pick(MAGICS);
  const part = Uint8Array.from(magic, (letter) => letter.charCodeAt(0));
  return { bytes: over(bytes, 0, part), what: `starts with ${JSON.stringify(magic)}` };
}

export function changeNumber(bytes: Uint8Array, chance: Chance, layout: FileLayout): Mutation {
  if (layout.numbers.length === 0) return scramble(bytes, chance, layout);
  const { at, size } = chance.pick(layout.numbers);
  if (at + size > bytes.length) return truncate(bytes, chance, layout);
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  const before =
    size === 1 ? view.getUint8(at) : size === 2 ? view.getUint16(at, true) : view.getUint32(at, true);
  const value = Math.max(0, chance.pick([...INTEGERS, before + 1, before - 1, before * 2, before >>> 1]));
  if (size === 1) view.setUint8(at, value);
  else if (size === 2) view.setUint16(at, value, true);
  else if (size === 4) view.setUint32(at, value, true);
  else view.setBigUint64(at, BigInt(Math.floor(value)) << BigInt(chance.pick([0, 0, 16, 31])), true);
  return { bytes: copy, what: `number at ${at} from ${before} to ${value}` };
}

/** Removes, repeats, swaps or fills a block; often whole words or rows, so that what follows stays aligned. */
export function changeBlock(bytes: Uint8Array, chance: Chance): Mutation {
  const unit = chance.pick([1, 4, 12, 16, 32, 256]);
  const start = Math.floor(chance.below(bytes.length) / unit) * unit;
  const length = Math.min(bytes.length - start, unit * (1 + chance.below(64)));
  const block = bytes.slice(start, start + length);
  const before = bytes.subarray(0, start);
  const after = bytes.subarray(start + length);
  const place = `${length} bytes at ${start}`;
  switch (chance.below(5)) {
    case 0:
      return { bytes: joinBytes(before, after), what: `${place} removed` };
    case 1:
      return { bytes: joinBytes(before, block, block, after), what: `${place} twice` };
    case 2: {
      const to = chance.below(bytes.length - length);
      const swapped = over(over(bytes, start, bytes.slice(to, to + length)), to, block);
      return { bytes: swapped, what: `${place} swapped with those at ${to}` };
    }
    case 3:
      return { bytes: over(bytes, start, new Uint8Array(length)), what: `${place} zeroed` };
    default:
      return { bytes: over(bytes, start, new Uint8Array(length).fill(255)), what: `${place} set to 255` };
  }
}

export function changeFloats(bytes: Uint8Array, chance: Chance, layout: FileLayout): Mutation {
  const words = Math.floor((bytes.length - layout.headerEnd) / 4);
  if (!layout.floats || words < 1) return changeBlock(bytes, chance);
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  const value = chance.pick(FLOATS);
  const count = chance.pick([1, 1, 4, 64, words]);
  for (let k = 0; k < count; k++) view.setFloat32(layout.headerEnd + 4 * chance.below(words), value, true);
  return { bytes: copy, what: `${count} floats set to ${value}` };
}
