/** A linear layer with the weights of each output as signed bytes of one scale: weight ≈ scale · code. */
export interface QuantizedLinear {
  /** -127..127, (outputs, inputs). */
  readonly weights: Int8Array;
  /** (outputs) */
  readonly scales: Float32Array;
  /** (outputs) */
  readonly bias: Float32Array;
  readonly inputs: number;
  readonly outputs: number;
}

/** Quantizes weights (outputs, inputs), symmetric for each output. */
export function quantizeLinear(weights: Float32Array, bias: Float32Array): QuantizedLinear {
  const outputs = bias.length;
  const inputs = weights.length / outputs;
  const codes = new Int8Array(weights.length);
  const scales = new Float32Array(outputs);
  for (let n = 0; n < outputs; n++) {
    const row = weights.subarray(n * inputs, (n + 1) * inputs);
    const most = row.reduce((largest, weight) => Math.max(largest, Math.abs(weight)), 0);
    const scale = Math.fround(most / 127);
    scales[n] = scale;
    if (scale === 0) continue;
    for (let k = 0; k < inputs; k++) {
      codes[n * inputs + k] = Math.max(-127, Math.min(127, Math.round(row[k]! / scale)));
    }
  }
  return { weights: codes, scales, bias, inputs, outputs };
}
