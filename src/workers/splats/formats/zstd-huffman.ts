import { BackwardBits } from './zstd-bits.ts';
import { readFseTable } from './zstd-fse.ts';

/** Symbol and code length for the next `log` bits of a stream. */
export interface HuffmanTable {
  readonly log: number;
  readonly symbols: Uint8Array;
  readonly bits: Uint8Array;
}

const MAX_LOG = 11;

/**
 * Reads the description of a Huffman tree in `source[at, end)` (RFC 8878, section 4.2.1).
 * @throws Error when it is damaged.
 */
export function readHuffmanTable(
  source: Uint8Array,
  at: number,
  end: number,
): { table: HuffmanTable; next: number } {
  const head = source[at++] ?? 0;
  const weights = new Uint8Array(256);
  let count = 0;
  let next: number;
  if (head >= 128) {
    count = head - 127;
    next = at + ((count + 1) >> 1);
    if (next > end) throw new Error('a zstd Huffman tree is truncated');
    for (let k = 0; k < count; k++) weights[k] = (source[at + (k >> 1)]! >> (k & 1 ? 0 : 4)) & 15;
  } else {
    next = at + head;
    if (next > end) throw new Error('a zstd Huffman tree is truncated');
    count = readWeights(source, at, next, weights);
  }
  return { table: buildTable(weights, count), next };
}

/** Weights that two interleaved entropy-coded states give until their stream is spent. */
function readWeights(source: Uint8Array, at: number, end: number, weights: Uint8Array): number {
  const { table, next } = readFseTable(source, at, end, 13, 6);
  const stream = new BackwardBits(source, next, end);
  const states = [stream.take(table.log), stream.take(table.log)];
  let count = 0;
  for (let turn = 0; ; turn ^= 1) {
    if (count >= 254) throw new Error('a zstd Huffman tree is damaged');
    const state = states[turn]!;
    weights[count++] = table.symbols[state]!;
    states[turn] = table.bases[state]! + stream.take(table.bits[state]!);
    if (stream.left < 0) {
      weights[count++] = table.symbols[states[turn ^ 1]!]!;
      return count;
    }
  }
}

/** Table for `count` weights; the last symbol's weight is what completes the tree. */
function buildTable(weights: Uint8Array, count: number): HuffmanTable {
  let total = 0;
  for (let k = 0; k < count; k++) {
    if (weights[k]! > MAX_LOG) throw new Error('a zstd Huffman tree is too deep');
    if (weights[k]! > 0) total += 1 << (weights[k]! - 1);
  }
  const log = 32 - Math.clz32(total);
  const rest = (1 << log) - total;
  if (total === 0 || log > MAX_LOG || (rest & (rest - 1)) !== 0)
    throw new Error('a zstd Huffman tree is damaged');
  weights[count++] = 32 - Math.clz32(rest);
  const symbols = new Uint8Array(1 << log);
  const bits = new Uint8Array(1 << log);
  let at = 0;
  for (let weight = 1; weight <= log; weight++) {
    for (let symbol = 0; symbol < count; symbol++) {
      if (weights[symbol] !== weight) continue;
      const span = 1 << (weight - 1);
      symbols.fill(symbol, at, at + span);
      bits.fill(log + 1 - weight, at, at + span);
      at += span;
    }
  }
  return { log, symbols, bits };
}

/**
 * Decodes the stream in `source[start, end)` to `out[from, to)`.
 * @throws Error unless the stream ends with the last symbol.
 */
export function decodeHuffman(
  { log, symbols, bits }: HuffmanTable,
  source: Uint8Array,
  start: number,
  end: number,
  out: Uint8Array,
  from: number,
  to: number,
): void {
  const stream = new BackwardBits(source, start, end);
  const mask = (1 << log) - 1;
  let left = stream.left;
  let k = from;
  // Most symbols, without calls: two of at most 11 bits in the 25 bits that a word surely has.
  for (; k + 1 < to && left >= 2 * log; k += 2) {
    const low = left - 2 * log;
    const at = start + (low >> 3);
    const word =
      (source[at]! | (source[at + 1]! << 8) | (source[at + 2]! << 16) | (source[at + 3]! << 24)) >>>
      (low & 7);
    const first = (word >>> log) & mask;
    const taken = bits[first]!;
    const second = (word >>> (log - taken)) & mask;
    out[k] = symbols[first]!;
    out[k + 1] = symbols[second]!;
    left -= taken + bits[second]!;
  }
  stream.left = left;
  for (; k < to; k++) {
    const code = stream.peek(log);
    out[k] = symbols[code]!;
    stream.left -= bits[code]!;
  }
  if (stream.left !== 0) throw new Error('a zstd literal stream is damaged');
}
