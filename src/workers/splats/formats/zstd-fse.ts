/** Decoding table of finite-state entropy coding: for each state a symbol, and the bits and base of the next state. */
export interface FseTable {
  /** Logarithm of the number of states. */
  readonly log: number;
  readonly symbols: Uint8Array;
  readonly bits: Uint8Array;
  readonly bases: Uint16Array;
}

/** Table for normalized counts, where -1 means less than one (RFC 8878, section 4.1.1). */
export function buildFseTable(counts: Int16Array | readonly number[], log: number): FseTable {
  const size = 1 << log;
  const symbols = new Uint8Array(size);
  const bits = new Uint8Array(size);
  const bases = new Uint16Array(size);
  const next = new Uint16Array(counts.length);
  let high = size - 1;
  for (let s = 0; s < counts.length; s++) {
    if (counts[s] === -1) {
      symbols[high--] = s;
      next[s] = 1;
    } else {
      next[s] = counts[s]!;
    }
  }
  const step = (size >> 1) + (size >> 3) + 3;
  let at = 0;
  for (let s = 0; s < counts.length; s++) {
    for (let k = 0; k < counts[s]!; k++) {
      symbols[at] = s;
      do at = (at + step) & (size - 1);
      while (at > high);
    }
  }
  for (let state = 0; state < size; state++) {
    const successor = next[symbols[state]!]!++;
    const taken = log - (31 - Math.clz32(successor));
    bits[state] = taken;
    bases[state] = (successor << taken) - size;
  }
  return { log, symbols, bits, bases };
}

/** Table of one state that gives `symbol` and takes no bits. */
export function constantFseTable(symbol: number): FseTable {
  return { log: 0, symbols: Uint8Array.of(symbol), bits: new Uint8Array(1), bases: new Uint16Array(1) };
}

/**
 * Reads a table description in `source[at, end)`.
 * @returns the table and the first byte after its description.
 * @throws Error when it is damaged.
 */
export function readFseTable(
  source: Uint8Array,
  at: number,
  end: number,
  symbolCount: number,
  maxLog: number,
): { table: FseTable; next: number } {
  let bit = at * 8;
  const peek = (count: number): number => {
    const byte = bit >> 3;
    const word = (source[byte] ?? 0) | ((source[byte + 1] ?? 0) << 8) | ((source[byte + 2] ?? 0) << 16);
    return (word >> (bit & 7)) & ((1 << count) - 1);
  };
  const log = peek(4) + 5;
  bit += 4;
  if (log > maxLog) throw new Error('a zstd table is too large');
  const counts = new Int16Array(symbolCount);
  let remaining = 1 << log;
  let symbol = 0;
  while (remaining > 0) {
    if (symbol >= symbolCount || bit > end * 8) throw new Error('a zstd table is damaged');
    // Values 0..remaining+1 take one bit less where the shorter code is unambiguous.
    const width = 32 - Math.clz32(remaining + 1);
    const spare = (1 << width) - (remaining + 2);
    let value = peek(width - 1);
    if (value < spare) {
      bit += width - 1;
    } else {
      value = peek(width);
      bit += width;
      if (value >= 1 << (width - 1)) value -= spare;
    }
    const count = value - 1;
    remaining -= Math.abs(count);
    counts[symbol++] = count;
    if (count !== 0) continue;
    let repeat = 3;
    while (repeat === 3) {
      repeat = peek(2);
      bit += 2;
      symbol += repeat;
      if (bit > end * 8) throw new Error('a zstd table is damaged');
    }
  }
  const next = (bit + 7) >> 3;
  if (remaining < 0 || symbol > symbolCount || next > end) throw new Error('a zstd table is damaged');
  return { table: buildFseTable(counts.subarray(0, symbol), log), next };
}
