import { splat } from '../../common/assembly/simd';
import { tile } from './float-tile';

/** Adds eight biases to four rows. */
// @ts-ignore: decorator
@inline
function addBias(at: usize, stride: usize, bias: usize): void {
  const b0 = v128.load(bias), b1 = v128.load(bias, 16);
  for (const end = at + (stride << 2); at < end; at += stride) {
    v128.store(at, f32x4.add(v128.load(at), b0));
    v128.store(at, f32x4.add(v128.load(at, 16), b1), 16);
  }
}

/**
 * A linear layer on rows of floats, for layers that integers are too coarse for. Works on whole fours of rows: buffers must have room
 * for them.
 * @param weights (outputs / 8, inputs, 8)
 * @param outputs a multiple of eight
 */
export function floatGemm(from: usize, rows: i32, weights: usize, bias: usize, inputs: i32, outputs: i32, to: usize): void {
  const depth = <usize>inputs, width = depth << 2, end = <usize>outputs << 2, one = splat(1);
  for (let n: usize = 0; n < end; n += 32) {
    for (let m: usize = 0; m < <usize>rows; m += 4) {
      const at = to + m * end + n;
      tile(from + m * width, width, depth, weights, 32, at, end, one);
      addBias(at, end, bias + n);
    }
    weights += depth << 5;
  }
}
