import { gunzipSync, gzipSync } from 'fflate';
import { latin1, type SplatFormat } from '../detect-format.ts';
import { type Chance, chanceFrom } from './chance.ts';
import { joinBytes } from './encode-ply.ts';
import {
  changeBlock,
  changeFloats,
  changeMagic,
  changeNumber,
  extend,
  type FileLayout,
  flipBits,
  type Mutation,
  scramble,
  truncate,
} from './mutate-bytes.ts';
import { editText } from './mutate-text.ts';
import { changeZip } from './mutate-zip.ts';

/** Letters of a .ply that are edited at most. */
const MAX_PLY_TEXT = 65_536;

type Change = (bytes: Uint8Array, chance: Chance, layout: FileLayout) => Mutation;

const PLAIN: readonly Change[] = [
  truncate,
  truncate,
  extend,
  flipBits,
  flipBits,
  scramble,
  changeMagic,
  changeNumber,
  changeNumber,
  changeNumber,
  changeBlock,
  changeFloats,
];

/**
 * Damages a file as its format invites: ends, bits, header numbers, blocks, floats, text, zip directories, and what is packed
 * inside, packed again. The same seed does the same; the bytes are only read.
 */
export function mutate(bytes: Uint8Array, format: SplatFormat, seed: number): Mutation {
  const chance = chanceFrom(seed);
  const layout = layoutOf(bytes, format);
  const inside = chance.below(2) === 0 ? changeInside(bytes, format, chance) : null;
  return inside ?? chance.pick(PLAIN)(bytes, chance, layout);
}

/** A change behind a compression or in a text, or null where the format has neither. */
function changeInside(bytes: Uint8Array, format: SplatFormat, chance: Chance): Mutation | null {
  switch (format) {
    case 'ply':
    case 'compressed-ply':
      return changePlyText(bytes, chance);
    case 'sog':
      return bytes[0] === 0x50 ? changeZip(bytes, chance) : changeJson(bytes, chance);
    case 'lod-meta':
      return changeJson(bytes, chance);
    case 'gltf':
      return bytes[0] === 0x67 ? changeGlbText(bytes, chance) : changeJson(bytes, chance);
    case 'spz': {
      if (bytes[0] !== 0x1f) return null;
      const content = gunzipSync(bytes);
      const changed = chance.pick(PLAIN)(content, chance, layoutOf(content, 'spz'));
      return { bytes: gzipSync(changed.bytes), what: `in gzip: ${changed.what}` };
    }
    default:
      return null;
  }
}

function changeJson(bytes: Uint8Array, chance: Chance): Mutation {
  const { text, what } = editText(new TextDecoder().decode(bytes), chance);
  return { bytes: new TextEncoder().encode(text), what };
}

/** Header of a .ply, or all of an ASCII one. */
function changePlyText(bytes: Uint8Array, chance: Chance): Mutation {
  const letters = latin1(bytes, MAX_PLY_TEXT);
  const end = /format ascii/.test(letters) && chance.below(2) === 0 ? letters.length : plyHeaderEnd(letters);
  const { text, what } = editText(letters.slice(0, end), chance);
  return { bytes: joinBytes(text, bytes.subarray(end)), what };
}

/** The JSON of a .glb, with the lengths put right. */
function changeGlbText(bytes: Uint8Array, chance: Chance): Mutation {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(12, true);
  const { text, what } = editText(new TextDecoder().decode(bytes.subarray(20, 20 + length)), chance);
  const json = new TextEncoder().encode(text.padEnd(Math.ceil(text.length / 4) * 4));
  const head = new Uint8Array(20);
  head.set(bytes.subarray(0, 20));
  const changed = joinBytes(head, json, bytes.subarray(20 + length));
  const words = new DataView(changed.buffer);
  words.setUint32(8, changed.length, true);
  words.setUint32(12, json.length, true);
  return { bytes: changed, what: `JSON: ${what}` };
}

function layoutOf(bytes: Uint8Array, format: SplatFormat): FileLayout {
  const fields = (size: 1 | 2 | 4 | 8, ...places: number[]) => places.map((at) => ({ at, size }));
  switch (format) {
    case 'ply':
    case 'compressed-ply': {
      return { headerEnd: plyHeaderEnd(latin1(bytes, MAX_PLY_TEXT)), numbers: [], floats: true };
    }
    case 'ksplat':
      return {
        headerEnd: 5120,
        numbers: [
          ...fields(1, 0, 1),
          ...fields(4, 4, 8, 12, 16, 36, 40, 4096, 4100, 4104, 4108, 4112, 4120, 4128, 4132),
          ...fields(2, 20, 4116, 4136),
        ],
        floats: true,
      };
    case 'spz':
      return {
        headerEnd: 32,
        numbers: [
          ...fields(4, 0, 4, 8, 16),
          ...fields(1, 12, 13, 14, 15),
          ...fields(8, 32, 40, 48, 56, 64, 72, 112),
        ],
        floats: false,
      };
    case 'gltf': {
      const glb = bytes[0] === 0x67 && bytes.length > 20;
      const json = glb
        ? new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(12, true)
        : 0;
      const binary = 20 + json;
      return glb
        ? { headerEnd: binary + 8, numbers: fields(4, 4, 8, 12, 16, binary, binary + 4), floats: true }
        : { headerEnd: bytes.length, numbers: [], floats: false };
    }
    case 'splat':
      return { headerEnd: 0, numbers: [], floats: true };
    default:
      return { headerEnd: Math.min(64, bytes.length), numbers: fields(4, 0, 14, 18, 22, 26), floats: false };
  }
}

/** First place after the header of a .ply, whatever its line ends are. */
function plyHeaderEnd(letters: string): number {
  const found = /end_header\r?\n/.exec(letters);
  return found ? found.index + found[0].length : 0;
}
