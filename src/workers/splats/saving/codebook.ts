/** Entries of a codebook of 8-bit codes. */
export const CODES = 256;
/** Most values that the entries are fitted to; more are thinned evenly. */
const MAX_SAMPLE = 1_000_000;
const ROUNDS = 20;

/**
 * 256 rising values that stand for the given ones with small mean squared error: the values themselves where there are no more
 * than that, else Lloyd's iteration, which is exact and fast on sorted numbers.
 * @param values finite
 */
export function makeCodebook(values: Float32Array): Float32Array {
  const sorted = sortedSample(values);
  return distinct(sorted) ?? lloyd(sorted);
}

/** Code of the entry next to a value. */
export function nearestCode(codebook: Float32Array, value: number): number {
  let low = 0;
  let high = CODES - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    // Halves are compared, not sums, so that entries that are far apart do not overflow.
    if (value - codebook[middle]! > codebook[middle + 1]! - value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function sortedSample(values: Float32Array): Float32Array {
  let step = Math.ceil(values.length / MAX_SAMPLE);
  // Values come in threes, and no axis or channel may be left out.
  if (step % 3 === 0) step++;
  const sample = new Float32Array(Math.ceil(values.length / Math.max(1, step)));
  for (let k = 0; k < sample.length; k++) sample[k] = values[k * step]!;
  return sample.sort();
}

/** The values where they are at most 256 different ones, the last repeated; else null. */
function distinct(sorted: Float32Array): Float32Array | null {
  const found = new Float32Array(CODES);
  let count = 0;
  for (let k = 0; k < sorted.length; k++) {
    if (k > 0 && sorted[k] === sorted[k - 1]) continue;
    if (count === CODES) return null;
    found[count++] = sorted[k]!;
  }
  return found.fill(found[Math.max(0, count - 1)]!, count);
}

function lloyd(sorted: Float32Array): Float32Array {
  const { length } = sorted;
  const sums = new Float64Array(length + 1);
  for (let k = 0; k < length; k++) sums[k + 1] = sums[k]! + sorted[k]!;
  const low = sorted[0]!;
  const range = sorted[length - 1]! - low;
  // Half the entries where the values are, half evenly over their range, so that rare large ones are not lost.
  const entries = Float64Array.from({ length: CODES }, (_, k) => {
    const share = ((k >> 1) + 0.5) / (CODES / 2);
    return k & 1 ? low + range * share : sorted[Math.floor(length * share)]!;
  }).sort();
  for (let round = 0; round < ROUNDS; round++) {
    let from = 0;
    for (let code = 0; code < CODES; code++) {
      const border = code + 1 < CODES ? (entries[code]! + entries[code + 1]!) / 2 : Number.POSITIVE_INFINITY;
      const to = firstAbove(sorted, border, from);
      if (to > from) entries[code] = (sums[to]! - sums[from]!) / (to - from);
      from = to;
    }
  }
  return Float32Array.from(entries);
}

/** First place at or after `from` whose value is above the border. */
function firstAbove(sorted: Float32Array, border: number, from: number): number {
  let low = from;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= border) low = middle + 1;
    else high = middle;
  }
  return low;
}
