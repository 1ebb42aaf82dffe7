import { madd, splat } from '../../common/assembly/simd';
import { sum4 } from './sum';

/**
 * A linear layer on one vector of floats.
 * @param weights (outputs, inputs)
 * @param inputs a multiple of four
 * @param rectify whether negative outputs become 0
 */
export function dense(from: usize, weights: usize, bias: usize, inputs: i32, outputs: i32, rectify: bool, to: usize): void {
  const bytes = <usize>inputs << 2;
  for (let n = 0; n < outputs; n++) {
    let sums = splat(0);
    for (let i: usize = 0; i < bytes; i += 16) sums = madd(v128.load(from + i), v128.load(weights + i), sums);
    const value = sum4(sums) + load<f32>(bias + (<usize>n << 2));
    store<f32>(to + (<usize>n << 2), rectify ? max<f32>(value, 0) : value);
    weights += bytes;
  }
}
