/** LayerNorm of each row of `weight.length` values: (x − mean) / √(variance + epsilon) · weight + bias. */
export function layerNorm(
  rows: Float32Array,
  weight: Float32Array,
  bias: Float32Array,
  epsilon: number,
): Float32Array {
  const width = weight.length;
  const out = new Float32Array(rows.length);
  for (let at = 0; at < rows.length; at += width) {
    const row = rows.subarray(at, at + width);
    const mean = row.reduce((sum, value) => sum + value, 0) / width;
    const variance = row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / width;
    const inverse = 1 / Math.sqrt(variance + epsilon);
    for (let i = 0; i < width; i++) out[at + i] = (row[i]! - mean) * inverse * weight[i]! + bias[i]!;
  }
  return out;
}
