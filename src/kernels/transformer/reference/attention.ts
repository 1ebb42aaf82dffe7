/** Softmax of a list of numbers. */
export function softmax(values: readonly number[]): number[] {
  const high = Math.max(...values);
  const powers = values.map((value) => Math.exp(value - high));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

/**
 * Softmax(q kᵀ / √channels) v for each head.
 * @param rows (tokens, 3 dim): queries, keys, values, each by heads
 * @returns (tokens, dim)
 */
export function attention(rows: Float32Array, dim: number, heads: number): Float32Array {
  const tokens = rows.length / (3 * dim);
  const channels = dim / heads;
  const out = new Float32Array(tokens * dim);
  const part = (token: number, which: 0 | 1 | 2, head: number) => {
    const at = (3 * token + which) * dim + head * channels;
    return rows.subarray(at, at + channels);
  };
  for (let head = 0; head < heads; head++) {
    for (let token = 0; token < tokens; token++) {
      const query = part(token, 0, head);
      const scores = Array.from({ length: tokens }, (_, other) => {
        const key = part(other, 1, head);
        return query.reduce((sum, value, c) => sum + value * key[c]!, 0) / Math.sqrt(channels);
      });
      const mixed = new Float64Array(channels);
      for (const [other, weight] of softmax(scores).entries()) {
        const value = part(other, 2, head);
        for (let c = 0; c < channels; c++) mixed[c] = mixed[c]! + weight * value[c]!;
      }
      out.set(mixed, token * dim + head * channels);
    }
  }
  return out;
}
