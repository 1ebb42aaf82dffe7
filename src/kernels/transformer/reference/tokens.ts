/** Mean over all rows of `dim` values, (dim). */
export function meanOfTokens(rows: Float32Array, dim: number): Float32Array {
  const sums = new Float64Array(dim);
  for (let i = 0; i < rows.length; i++) sums[i % dim]! += rows[i]!;
  return Float32Array.from(sums, (sum) => sum / (rows.length / dim));
}

/** Mean of each row of `dim` values: the score that decides which tokens stay. */
export function meanOfChannels(rows: Float32Array, dim: number): Float32Array {
  return Float32Array.from({ length: rows.length / dim }, (_, token) => {
    const row = rows.subarray(token * dim, (token + 1) * dim);
    return row.reduce((sum, value) => sum + value, 0) / dim;
  });
}

/** The rows of highest score in their order; of equal scores the first. What is no number counts as lowest. */
export function keepTokens(
  rows: Float32Array,
  dim: number,
  scores: Float32Array,
  keep: number,
): Float32Array {
  const rating = (token: number) =>
    Number.isNaN(scores[token]!) ? Number.NEGATIVE_INFINITY : scores[token]!;
  const order = [...scores.keys()].sort((a, b) => (rating(a) === rating(b) ? a - b : rating(b) - rating(a)));
  const kept = order.slice(0, keep).sort((a, b) => a - b);
  return Float32Array.from(kept.flatMap((token) => [...rows.subarray(token * dim, (token + 1) * dim)]));
}
