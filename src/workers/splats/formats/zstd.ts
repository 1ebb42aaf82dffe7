import { xxhash64Low } from './xxhash64.ts';
import { FRAME_MAGIC, frameHeaderBytes, isSkippable, MAX_BLOCK_BYTES } from './zstd-frame.ts';
import { decodeHuffman, type HuffmanTable, readHuffmanTable } from './zstd-huffman.ts';
import { newSequenceState, runSequences, type SequenceState } from './zstd-sequences.ts';

/**
 * Decompresses Zstandard (RFC 8878) into a buffer of exactly the right size, which also serves as the window. Frames
 * with a dictionary are refused; check sums are compared where there are any.
 *
 * Of its own rather than a package's: it keeps within `out` whatever the bytes are, and needs neither `unsafe-eval` in
 * the content-security policy nor 260 kB of compressed WebAssembly, as the SPZ reference build does.
 * @throws Error when the data are damaged or make more or fewer bytes.
 */
export function zstdDecompress(compressed: Uint8Array, out: Uint8Array): void {
  // Words are read up to three bytes past a stream; reads past an array would be slow.
  const source = new Uint8Array(compressed.length + 4);
  source.set(compressed);
  const end = compressed.length;
  const view = new DataView(source.buffer);
  let at = 0;
  let to = 0;
  while (at < end) {
    if (at + 8 > end) throw new Error('a zstd frame is truncated');
    const magic = view.getUint32(at, true);
    if (isSkippable(magic)) {
      at += 8 + view.getUint32(at + 4, true);
      continue;
    }
    if (magic !== FRAME_MAGIC) throw new Error('a stream is no zstd');
    const descriptor = source[at + 4]!;
    if ((descriptor & 3) !== 0) throw new Error('a zstd frame needs a dictionary');
    if ((descriptor & 8) !== 0) throw new Error('a zstd frame is damaged');
    at += frameHeaderBytes(descriptor);
    const frameStart = to;
    ({ at, to } = readBlocks(source, at, end, out, to));
    if ((descriptor & 4) === 0) continue;
    if (at + 4 > end) throw new Error('a zstd stream is truncated');
    if (view.getUint32(at, true) !== xxhash64Low(out, frameStart, to)) {
      throw new Error('a zstd stream does not match its check sum');
    }
    at += 4;
  }
  if (at !== end || to !== out.length) throw new Error('a zstd stream is of another size than announced');
}

interface BlockState {
  huffman: HuffmanTable | null;
  readonly sequences: SequenceState;
}

function readBlocks(
  source: Uint8Array,
  at: number,
  end: number,
  out: Uint8Array,
  to: number,
): { at: number; to: number } {
  const frameStart = to;
  const state: BlockState = { huffman: null, sequences: newSequenceState() };
  for (let last = 0; last === 0; ) {
    if (at + 3 > end) throw new Error('a zstd stream is truncated');
    const header = source[at]! | (source[at + 1]! << 8) | (source[at + 2]! << 16);
    at += 3;
    last = header & 1;
    const kind = (header >> 1) & 3;
    const size = header >> 3;
    const stored = kind === 1 ? 1 : size;
    if (at + stored > end) throw new Error('a zstd stream is truncated');
    if (size > MAX_BLOCK_BYTES || kind === 3) throw new Error('a zstd block is damaged');
    if (kind === 2) {
      to = readCompressedBlock(source, at, at + size, state, out, frameStart, to);
    } else {
      if (to + size > out.length) throw new Error('a zstd stream is longer than announced');
      if (kind === 0) out.set(source.subarray(at, at + size), to);
      else out.fill(source[at]!, to, to + size);
      to += size;
    }
    at += stored;
  }
  return { at, to };
}

function readCompressedBlock(
  source: Uint8Array,
  at: number,
  end: number,
  state: BlockState,
  out: Uint8Array,
  frameStart: number,
  to: number,
): number {
  const { literals, next } = readLiterals(source, at, end, state);
  if (next >= end) throw new Error('a zstd block is truncated');
  return runSequences(source, next, end, literals, state.sequences, out, frameStart, to);
}

/** Literals section in `source[at, end)` (RFC 8878, section 3.1.1.3.1). */
function readLiterals(
  source: Uint8Array,
  at: number,
  end: number,
  state: BlockState,
): { literals: Uint8Array; next: number } {
  const kind = source[at]! & 3;
  const format = (source[at]! >> 2) & 3;
  const five =
    source[at]! |
    ((source[at + 1] ?? 0) << 8) |
    ((source[at + 2] ?? 0) << 16) |
    ((source[at + 3] ?? 0) << 24);
  if (kind < 2) {
    const headerBytes = format === 1 ? 2 : format === 3 ? 3 : 1;
    const size = format === 1 ? (five >> 4) & 0xfff : format === 3 ? (five >> 4) & 0xfffff : source[at]! >> 3;
    const next = at + headerBytes + (kind === 0 ? size : 1);
    if (size > MAX_BLOCK_BYTES || next > end) throw new Error('a zstd literal section is truncated');
    const stored = source.subarray(at + headerBytes, next);
    return { literals: kind === 0 ? stored : new Uint8Array(size).fill(stored[0]!), next };
  }

  const headerBytes = format < 2 ? 3 : format + 2;
  const bits = format < 2 ? 10 : format === 2 ? 14 : 18;
  // Sizes of up to 18 bits each after 4 bits of header: beyond 32 bits, so taken apart by division.
  const packed = (five >>> 4) + (headerBytes === 5 ? (source[at + 4] ?? 0) * 2 ** 28 : 0);
  const size = packed % 2 ** bits;
  const stored = Math.floor(packed / 2 ** bits) % 2 ** bits;
  const start = at + headerBytes;
  const next = start + stored;
  if (size > MAX_BLOCK_BYTES || next > end) throw new Error('a zstd literal section is truncated');
  let data = start;
  if (kind === 2) {
    const described = readHuffmanTable(source, start, next);
    state.huffman = described.table;
    data = described.next;
  }
  if (!state.huffman) throw new Error('a zstd Huffman tree is missing');
  const literals = new Uint8Array(size);
  if (format === 0) {
    decodeHuffman(state.huffman, source, data, next, literals, 0, size);
  } else {
    decodeFourStreams(state.huffman, source, data, next, literals);
  }
  return { literals, next };
}

/** Four streams behind a table of the lengths of the first three. */
function decodeFourStreams(
  table: HuffmanTable,
  source: Uint8Array,
  at: number,
  end: number,
  literals: Uint8Array,
): void {
  if (at + 6 > end) throw new Error('a zstd literal section is truncated');
  const quarter = (literals.length + 3) >> 2;
  let start = at + 6;
  for (let stream = 0; stream < 4; stream++) {
    const length = source[at + stream * 2]! | (source[at + stream * 2 + 1]! << 8);
    const stop = stream === 3 ? end : start + length;
    const to = Math.min(literals.length, (stream + 1) * quarter);
    if (stop > end || start > stop) throw new Error('a zstd literal section is damaged');
    decodeHuffman(
      table,
      source,
      start,
      stop,
      literals,
      Math.min(to, stream * quarter),
      stream === 3 ? literals.length : to,
    );
    start = stop;
  }
}
