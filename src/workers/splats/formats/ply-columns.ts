import { latin1 } from './detect-format.ts';
import { fileError, truncatedError } from './limits.ts';
import type { PlyHeader, PlyProperty } from './ply-header.ts';

/** One property of a PLY row and where its values go: `out[offset + row * stride]`. */
export interface PlyColumn {
  readonly property: PlyProperty;
  readonly out: Float32Array;
  readonly offset: number;
  readonly stride: number;
}

/** Rows handled together, so that a block stays in the cache while each of its properties is read. */
const BLOCK_ROWS = 1024;

/** Letters that a word of a row and the gap behind it have at most; doubles print as 25. */
const MAX_WORD = 256;

/** Reads columns of a binary element, `rows` × `rowBytes` from `start`; the bytes must be there. */
export function readBinaryColumns(
  bytes: Uint8Array,
  start: number,
  rows: number,
  rowBytes: number,
  encoding: Exclude<PlyHeader['encoding'], 'ascii'>,
  columns: readonly PlyColumn[],
  onProgress: (fraction: number) => void,
): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let first = 0; first < rows; first += BLOCK_ROWS) {
    const last = Math.min(first + BLOCK_ROWS, rows);
    for (const column of columns)
      readBlock(view, start, rowBytes, first, last, encoding === 'little', column);
    if ((first & 0xffff) === 0) onProgress(first / rows);
  }
}

function readBlock(
  view: DataView,
  start: number,
  rowBytes: number,
  first: number,
  last: number,
  little: boolean,
  { property, out, offset, stride }: PlyColumn,
): void {
  let to = offset + first * stride;
  let from = start + first * rowBytes + property.offset;
  const end = start + last * rowBytes + property.offset;
  // One loop a type keeps the reader's call monomorphic.
  switch (property.type) {
    case 'float32':
      for (; from < end; from += rowBytes, to += stride) out[to] = view.getFloat32(from, little);
      break;
    case 'float64':
      for (; from < end; from += rowBytes, to += stride) out[to] = view.getFloat64(from, little);
      break;
    case 'uint8':
      for (; from < end; from += rowBytes, to += stride) out[to] = view.getUint8(from);
      break;
    case 'int8':
      for (; from < end; from += rowBytes, to += stride) out[to] = view.getInt8(from);
      break;
    case 'uint16':
      for (; from < end; from += rowBytes, to += stride) out[to] = view.getUint16(from, little);
      break;
    case 'int16':
      for (; from < end; from += rowBytes, to += stride) out[to] = view.getInt16(from, little);
      break;
    case 'uint32':
      for (; from < end; from += rowBytes, to += stride) out[to] = view.getUint32(from, little);
      break;
    case 'int32':
      for (; from < end; from += rowBytes, to += stride) out[to] = view.getInt32(from, little);
      break;
  }
}

/**
 * Reads columns of an ASCII element: one row a line, after `skipRows` lines of earlier elements.
 * @throws SplatFileError when rows, words or the end of the last row are missing.
 */
export function readAsciiColumns(
  name: string,
  bytes: Uint8Array,
  start: number,
  skipRows: number,
  rows: number,
  rowWords: number,
  columns: readonly PlyColumn[],
  onProgress: (fraction: number) => void,
): void {
  const shortest = rows * rowWords * 2 - 1;
  if (bytes.length - start < shortest) {
    throw truncatedError(name, `its text with ${rows} rows`, shortest, bytes.length - start);
  }
  let at = start;
  let row = -skipRows;
  while (row < rows && at < bytes.length) {
    const newline = bytes.indexOf(10, at);
    const end = newline < 0 ? bytes.length : newline;
    if (row >= 0) {
      if (end - at > rowWords * MAX_WORD) {
        throw fileError(name, `has ${end - at} letters in row ${row + 1} of its PLY text, which is no row`);
      }
      const words = latin1(bytes.subarray(at, end), end - at)
        .trim()
        .split(/\s+/);
      if (words.length === 1 && words[0] === '') {
        at = end + 1;
        continue;
      }
      if (words.length < rowWords) {
        throw fileError(
          name,
          `has ${words.length} words instead of ${rowWords} in row ${row + 1} of its PLY text`,
        );
      }
      // Without a line end the last number may have lost digits.
      if (newline < 0) throw fileError(name, `is truncated: row ${row + 1} of its PLY text has no end`);
      for (const { property, out, offset, stride } of columns) {
        out[offset + row * stride] = parseNumber(words[property.index]!);
      }
      if ((row & 0xffff) === 0) onProgress(row / rows);
    }
    row++;
    at = end + 1;
  }
  if (row < rows)
    throw fileError(name, `is truncated: its PLY text has ${Math.max(0, row)} rows instead of ${rows}`);
}

/** Number of a word; infinities as C and Python print them, since trainers write logits of fully opaque splats so. */
function parseNumber(word: string): number {
  const value = Number(word);
  if (!Number.isNaN(value)) return value;
  if (/^\+?inf(inity)?$/i.test(word)) return Number.POSITIVE_INFINITY;
  if (/^-inf(inity)?$/i.test(word)) return Number.NEGATIVE_INFINITY;
  return Number.NaN;
}
