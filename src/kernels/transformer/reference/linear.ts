/** A linear layer on rows of floats: (rows, inputs) by weights (outputs, inputs), (rows, outputs). */
export function linear(rows: Float32Array, weights: Float32Array, bias: Float32Array): Float32Array {
  const outputs = bias.length;
  const inputs = weights.length / outputs;
  const count = rows.length / inputs;
  const out = new Float32Array(count * outputs);
  for (let row = 0; row < count; row++) {
    for (let n = 0; n < outputs; n++) {
      let sum = bias[n]!;
      for (let k = 0; k < inputs; k++) sum += rows[row * inputs + k]! * weights[n * inputs + k]!;
      out[row * outputs + n] = sum;
    }
  }
  return out;
}

/** Negative values become 0, in place. */
export function rectify(values: Float32Array): Float32Array {
  for (let i = 0; i < values.length; i++) values[i] = Math.max(0, values[i]!);
  return values;
}
