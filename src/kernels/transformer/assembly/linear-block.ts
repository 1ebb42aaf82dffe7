/** Quantized weights of a linear layer, made by ../packed-linear.ts, which a test holds to this order. */
@unmanaged
export class LinearBlock {
  /** Signed bytes, -127..127, (outputs / 8, inputs / 4, 8, 4). */
  weights: usize;
  /** Sum of each output's weights, i32. */
  sums: usize;
  /** Scale of each output's weights, f32. */
  scales: usize;
  /** f32. */
  bias: usize;
  /** Multiples of eight, both. */
  inputs: i32;
  outputs: i32;
}
