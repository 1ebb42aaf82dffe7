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
    roundRow(row, scale, largest, codes.subarray(n * inputs, (n + 1) * inputs));
  }
  return { weights: codes, scales, bias, inputs, outputs };
}

/**
 * Rounds the weights of an output so that their sum stays: inputs have a mean (after GELU all but a few are positive), by which a
 * changed sum would shift the output. The weights closest to halves are rounded the other way.
 */
function roundRow(row: Float32Array, scale: number, largest: number, codes: Int16Array): void {
  const exact = Float64Array.from(row, (weight) => weight / scale);
  let missing = 0;
  for (const [k, value] of exact.entries()) {
    codes[k] = Math.max(-largest, Math.min(largest, Math.round(value)));
    missing += value - codes[k]!;
  }
  const step = Math.sign(missing);
  const gain = (k: number) => step * (exact[k]! - codes[k]!);
  const order = [...codes.keys()].sort((a, b) => gain(b) - gain(a));
  for (const k of order.slice(0, Math.round(Math.abs(missing)))) {
    codes[k] = Math.max(-largest, Math.min(largest, codes[k]! + step));
  }
}
