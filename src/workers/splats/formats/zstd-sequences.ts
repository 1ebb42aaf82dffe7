import { BackwardBits } from './zstd-bits.ts';
import { buildFseTable, constantFseTable, type FseTable, readFseTable } from './zstd-fse.ts';

/** Baselines and extra bits of literal-length codes (RFC 8878, section 3.1.1.3.2.1.1). */
const LITERAL_BITS = [
  ...Array<number>(16).fill(0),
  1,
  1,
  1,
  1,
  2,
  2,
  3,
  3,
  4,
  6,
  7,
  8,
  9,
  10,
  11,
  12,
  13,
  14,
  15,
  16,
];
const LITERAL_BASES = basesFrom(0, LITERAL_BITS);
const MATCH_BITS = [
  ...Array<number>(32).fill(0),
  ...[1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
];
const MATCH_BASES = basesFrom(3, MATCH_BITS);

/** Default distributions (RFC 8878, section 3.1.1.3.2.2), run lengths written out. */
const DEFAULT_LITERALS = buildFseTable(
  [4, 3, ...run(2, 11), 1, 1, 1, ...run(2, 9), 3, 2, ...run(1, 5), ...run(-1, 4)],
  6,
);
const DEFAULT_MATCHES = buildFseTable([1, 4, 3, ...run(2, 6), ...run(1, 37), ...run(-1, 7)], 6);
const DEFAULT_OFFSETS = buildFseTable([...run(1, 6), ...run(2, 3), ...run(1, 15), ...run(-1, 5)], 5);

function run(value: number, length: number): number[] {
  return Array<number>(length).fill(value);
}

/** First value of each code when codes follow each other without gaps. */
function basesFrom(first: number, bits: readonly number[]): number[] {
  let base = first;
  return bits.map((count) => {
    const own = base;
    base += 2 ** count;
    return own;
  });
}

/** Bytes from which the engine's own copy beats a loop. */
const LONG_COPY = 64;

/** What a frame keeps from block to block. */
export interface SequenceState {
  literals: FseTable | null;
  offsets: FseTable | null;
  matches: FseTable | null;
  /** The three latest offsets. */
  readonly recent: [number, number, number];
}

export function newSequenceState(): SequenceState {
  return { literals: null, offsets: null, matches: null, recent: [1, 4, 8] };
}

/**
 * Executes the sequences section in `source[at, end)`: copies literals and earlier output to `out` from `to` on.
 * @returns the first byte of `out` that is not yet written.
 * @throws Error when a copy would leave the output or the section is damaged.
 */
export function runSequences(
  source: Uint8Array,
  at: number,
  end: number,
  literals: Uint8Array,
  state: SequenceState,
  out: Uint8Array,
  frameStart: number,
  to: number,
): number {
  let count = source[at++]!;
  if (count >= 128)
    count =
      count < 255 ? ((count - 128) << 8) + source[at++]! : source[at++]! + (source[at++]! << 8) + 0x7f00;
  let used = 0;
  if (count > 0) {
    const modes = source[at++]!;
    const table = (
      mode: number,
      defaults: FseTable,
      before: FseTable | null,
      codes: number,
      maxLog: number,
    ): FseTable => {
      if (mode === 0) return defaults;
      if (mode === 1) {
        const symbol = source[at++]!;
        if (symbol >= codes) throw new Error('a zstd table is damaged');
        return constantFseTable(symbol);
      }
      if (mode === 3) {
        if (!before) throw new Error('a zstd table is missing');
        return before;
      }
      const described = readFseTable(source, at, end, codes, maxLog);
      at = described.next;
      return described.table;
    };
    const literalTable = table(modes >> 6, DEFAULT_LITERALS, state.literals, 36, 9);
    const offsetTable = table((modes >> 4) & 3, DEFAULT_OFFSETS, state.offsets, 32, 8);
    const matchTable = table((modes >> 2) & 3, DEFAULT_MATCHES, state.matches, 53, 9);
    state.literals = literalTable;
    state.offsets = offsetTable;
    state.matches = matchTable;

    const stream = new BackwardBits(source, at, end);
    const { recent } = state;
    let literalState = stream.take(literalTable.log);
    let offsetState = stream.take(offsetTable.log);
    let matchState = stream.take(matchTable.log);
    for (let k = 0; k < count; k++) {
      const offsetCode = offsetTable.symbols[offsetState]!;
      const matchCode = matchTable.symbols[matchState]!;
      const literalCode = literalTable.symbols[literalState]!;
      const offsetValue = 2 ** offsetCode + stream.take(offsetCode);
      const matchLength = MATCH_BASES[matchCode]! + stream.take(MATCH_BITS[matchCode]!);
      const literalLength = LITERAL_BASES[literalCode]! + stream.take(LITERAL_BITS[literalCode]!);
      if (k < count - 1) {
        literalState = literalTable.bases[literalState]! + stream.take(literalTable.bits[literalState]!);
        matchState = matchTable.bases[matchState]! + stream.take(matchTable.bits[matchState]!);
        offsetState = offsetTable.bases[offsetState]! + stream.take(offsetTable.bits[offsetState]!);
      }
      if (stream.left < 0) throw new Error('a zstd sequence stream is truncated');
      const offset = resolveOffset(offsetValue, literalLength, recent);
      if (used + literalLength > literals.length || to + literalLength + matchLength > out.length) {
        throw new Error('a zstd sequence is longer than its data');
      }
      if (literalLength > LONG_COPY) {
        out.set(literals.subarray(used, used + literalLength), to);
        to += literalLength;
        used += literalLength;
      } else {
        for (let b = 0; b < literalLength; b++) out[to++] = literals[used++]!;
      }
      if (offset > to - frameStart || offset < 1) throw new Error('a zstd sequence reaches before its data');
      if (matchLength > LONG_COPY && offset >= matchLength) {
        out.copyWithin(to, to - offset, to - offset + matchLength);
        to += matchLength;
      } else {
        // Byte by byte, since a match may overlap what it writes.
        for (let from = to - offset, stop = to + matchLength; to < stop; ) out[to++] = out[from++]!;
      }
    }
    if (stream.left !== 0) throw new Error('a zstd sequence stream is damaged');
  }
  if (to + literals.length - used > out.length) throw new Error('a zstd block is longer than announced');
  out.set(used === 0 ? literals : literals.subarray(used), to);
  return to + literals.length - used;
}

/** Distance of an offset value, which may name a recent one (RFC 8878, section 3.1.1.5). */
function resolveOffset(value: number, literalLength: number, recent: [number, number, number]): number {
  if (value > 3) {
    recent[2] = recent[1];
    recent[1] = recent[0];
    recent[0] = value - 3;
    return recent[0];
  }
  const which = literalLength === 0 ? value : value - 1;
  if (which === 0) return recent[0];
  const offset = which === 3 ? recent[0] - 1 : recent[which]!;
  if (which > 1) recent[2] = recent[1];
  recent[1] = recent[0];
  recent[0] = offset;
  return offset;
}
