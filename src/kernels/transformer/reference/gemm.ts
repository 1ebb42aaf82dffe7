import type { QuantizedLinear } from '../quantize-linear.ts';

const { fround } = Math;

/** A row of inputs as whole numbers: value ≈ scale · (code − zero). */
export interface CodedRow {
  readonly codes: ArrayLike<number>;
  readonly scale: number;
  readonly zero?: number;
}

/** A linear layer on one quantized row: an exact integer sum, then single precision in the kernels' order, (outputs). */
export function gemmRow({ codes, scale, zero = 0 }: CodedRow, layer: QuantizedLinear): Float32Array {
  const out = new Float32Array(layer.outputs);
  for (let n = 0; n < layer.outputs; n++) {
    let sum = 0;
    for (let k = 0; k < layer.inputs; k++) sum += (codes[k]! - zero) * layer.weights[n * layer.inputs + k]!;
    out[n] = fround(fround(sum) * fround(scale * layer.scales[n]!)) + layer.bias[n]!;
  }
  return out;
}
