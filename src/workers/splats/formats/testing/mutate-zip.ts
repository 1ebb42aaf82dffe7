import { type Unzipped, unzipSync, zipSync } from 'fflate';
import type { Chance } from './chance.ts';
import type { Mutation } from './mutate-bytes.ts';
import { editText } from './mutate-text.ts';

const PATHS = [
  '../meta.json',
  '/meta.json',
  'a/../../meta.json',
  '..\\meta.json',
  'a/b/c/meta.json',
  '',
  'META.JSON',
  '\0meta.json',
];

/** Fields of a record of the directory: offset and size, without the signature. */
const DIRECTORY_FIELDS = [
  [8, 2],
  [10, 2],
  [16, 4],
  [20, 4],
  [24, 4],
  [28, 2],
  [30, 2],
  [32, 2],
  [42, 4],
] as const;
/** Fields of the end record. */
const END_FIELDS = [
  [4, 2],
  [8, 2],
  [10, 2],
  [12, 4],
  [16, 4],
  [20, 2],
] as const;
const VALUES = [0, 1, 8, 9, 99, 255, 65535, 2 ** 20, 2 ** 27, 2 ** 31 - 1, 2 ** 32 - 1];

/** Edits the directory of a zip, or what is in it and packs it again. */
export function changeZip(bytes: Uint8Array, chance: Chance): Mutation {
  if (chance.below(2) === 0) return changeDirectory(bytes, chance);
  const entries = unzipSync(bytes);
  const what = changeEntries(entries, chance);
  return { bytes: zipSync(entries, { level: chance.pick([0, 6]) }), what };
}

function changeDirectory(bytes: Uint8Array, chance: Chance): Mutation {
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  const records: number[] = [];
  let end = -1;
  for (let at = 0; at + 22 <= copy.length; at++) {
    const signature = view.getUint32(at, true);
    if (signature === 0x02014b50 && at + 46 <= copy.length) records.push(at);
    else if (signature === 0x06054b50) end = at;
  }
  const inEnd = end >= 0 && (records.length === 0 || chance.below(4) === 0);
  if (!inEnd && records.length === 0) return { bytes: copy.slice(1), what: 'first byte removed' };
  const record = inEnd ? end : chance.pick(records);
  const [offset, size] = inEnd ? chance.pick(END_FIELDS) : chance.pick(DIRECTORY_FIELDS);
  const before = size === 2 ? view.getUint16(record + offset, true) : view.getUint32(record + offset, true);
  const value = chance.pick([...VALUES, before + 1, Math.max(0, before - 1), before * 2]);
  if (size === 2) view.setUint16(record + offset, value, true);
  else view.setUint32(record + offset, value, true);
  return { bytes: copy, what: `zip field ${offset} of the record at ${record} from ${before} to ${value}` };
}

function changeEntries(entries: Unzipped, chance: Chance): string {
  const paths = Object.keys(entries);
  const path = chance.pick(paths);
  const other = chance.pick(paths);
  const content = entries[path]!;
  switch (chance.below(7)) {
    case 0:
      delete entries[path];
      return `“${path}” removed`;
    case 1: {
      const to = chance.pick(PATHS);
      delete entries[path];
      entries[to] = content;
      return `“${path}” renamed to “${to}”`;
    }
    case 2:
      entries[path] = entries[other]!;
      return `“${path}” with the content of “${other}”`;
    case 3:
      entries[path] = new TextEncoder().encode('<!doctype html><title>404</title>');
      return `“${path}” a web page`;
    case 4:
      entries[path] = content.slice(0, chance.below(content.length));
      return `“${path}” cut off`;
    case 5: {
      const copy = content.slice();
      for (let k = 0; k < 6; k++) copy[chance.below(chance.pick([32, copy.length]))] = chance.below(256);
      entries[path] = copy;
      return `“${path}” with six bytes changed`;
    }
    default: {
      const meta = paths.find((each) => each.endsWith('meta.json'));
      if (!meta) return 'packed again';
      const edited = editText(new TextDecoder().decode(entries[meta]), chance);
      entries[meta] = new TextEncoder().encode(edited.text);
      return `meta.json: ${edited.what}`;
    }
  }
}
