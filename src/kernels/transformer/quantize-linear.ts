/** Largest codes: of signed bytes, and of 12 bits for layers that those are too coarse for. */
export const COARSE = 127;
export const FINE = 2047;

/** A linear layer with the weights of each output as whole numbers of one scale: weight ≈ scale · code. */
export interface QuantizedLinear {
  /** (outputs, inputs) */
  readonly weights: Int16Array;
  /** (outputs) */
  readonly scales: Float32Array;
  /** (outputs) */
  readonly bias: Float32Array;
  readonly inputs: number;
  readonly outputs: number;
}

/** Quantizes weights (outputs, inputs), symmetric for each output, to codes of at most `largest`. */
export function quantizeLinear(
  weights: Float32Array,
  bias: Float32Array,
  largest: typeof COARSE | typeof FINE = COARSE,
): QuantizedLinear {
  const outputs = bias.length;
  const inputs = weights.length / outputs;
  const codes = new Int16Array(weights.length);
  const scales = new Float32Array(outputs);
  for (let n = 0; n < outputs; n++) {
    const row = weights.subarray(n * inputs, (n + 1) * inputs);
    const most = row.reduce((largest, weight) => Math.max(largest, Math.abs(weight)), 0);
    const scale = Math.fround(most / largest);
    scales[n] = scale;
    if (scale === 0) continue;
    for (let k = 0; k < inputs; k++) {
      codes[n * inputs + k] = Math.max(-largest, Math.min(largest, Math.round(row[k]! / scale)));
    }
  }
  return { weights: codes, scales, bias, inputs, outputs };
}
