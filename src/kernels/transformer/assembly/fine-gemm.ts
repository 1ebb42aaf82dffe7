// The same products in 12-bit inputs and weights, for layers that 7 and 8 bits are too coarse for; sums are exact up to 512 inputs.
import { LinearBlock } from './linear-block';
import { splat, truncate } from '../../common/assembly/simd';
import { LEAST_STEP } from './quantize';

const MOST: f32 = 2047;

/** Four codes of four floats. */
// @ts-ignore: decorator
@inline
function codes(at: usize, inverse: v128): v128 {
  return truncate(f32x4.nearest(f32x4.mul(v128.load(at), inverse)));
}

/**
 * Rows to integers with a scale of each row, value = scale · code.
 * @param width values in a row, a multiple of eight
 * @param to codes, i16, -2047..2047, (rows, width)
 * @param scales f32, (rows)
 */
export function quantizeRowsFinely(from: usize, rows: i32, width: i32, to: usize, scales: usize): void {
  const bytes = <usize>width << 2;
  for (let row = 0; row < rows; row++, scales += 4) {
    const end = from + bytes;
    let most = splat(0);
    for (let at = from; at < end; at += 16) most = f32x4.pmax(most, f32x4.abs(v128.load(at)));
    most = f32x4.pmax(most, v128.shuffle<f32>(most, most, 2, 3, 0, 1));
    const scale = max(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)) / MOST;
    const inverse = splat(scale > LEAST_STEP ? 1 / scale : 0);
    store<f32>(scales, scale);
    for (; from < end; from += 32, to += 16) {
      v128.store(to, i16x8.narrow_i32x4_s(codes(from, inverse), codes(from + 16, inverse)));
    }
  }
}

// @ts-ignore: decorator
@inline
function dot(sums: v128, weights: v128, inputs: v128): v128 {
  return i32x4.add(sums, i32x4.dot_i16x8_s(weights, inputs));
}

/** Four sums become outputs. */
// @ts-ignore: decorator
@inline
function finish(at: usize, sums: v128, scale: v128, scales: v128, bias: v128): void {
  v128.store(at, f32x4.add(f32x4.mul(f32x4.convert_i32x4_s(sums), f32x4.mul(scale, scales)), bias));
}

/**
 * A linear layer on finely quantized rows. Works on whole fours of rows: buffers must have room for them.
 * @param layer LinearBlock whose weights are i16, -2047..2047, (outputs / 8, inputs / 2, 8, 2)
 * @param out (rows, block.outputs)
 */
export function fineGemm(inputs: usize, scales: usize, rows: i32, layer: usize, out: usize): void {
  const block = changetype<LinearBlock>(layer);
  const length = <usize>block.inputs << 1, stride = <usize>block.outputs << 2;
  for (let n: usize = 0; n < stride; n += 32) {
    const panel = block.weights + n * (length >> 2);
    const s0 = v128.load(block.scales + n), s1 = v128.load(block.scales + n, 16);
    const bias0 = v128.load(block.bias + n), bias1 = v128.load(block.bias + n, 16);
    for (let m: usize = 0; m < <usize>rows; m += 4) {
      let a = inputs + m * length, b = a + length, c = b + length, d = c + length, weights = panel;
      const end = b;
      let a0 = i32x4.splat(0), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
      while (a < end) {
        const w0 = v128.load(weights), w1 = v128.load(weights, 16);
        const xa = v128.load32_splat(a), xb = v128.load32_splat(b), xc = v128.load32_splat(c), xd = v128.load32_splat(d);
        a0 = dot(a0, w0, xa), a1 = dot(a1, w1, xa), b0 = dot(b0, w0, xb), b1 = dot(b1, w1, xb);
        c0 = dot(c0, w0, xc), c1 = dot(c1, w1, xc), d0 = dot(d0, w0, xd), d1 = dot(d1, w1, xd);
        a += 4, b += 4, c += 4, d += 4, weights += 32;
      }
      let at = out + m * stride + n;
      const scale = scales + (m << 2);
      finish(at, a0, v128.load32_splat(scale), s0, bias0), finish(at + 16, a1, v128.load32_splat(scale), s1, bias1), at += stride;
      finish(at, b0, v128.load32_splat(scale, 4), s0, bias0), finish(at + 16, b1, v128.load32_splat(scale, 4), s1, bias1), at += stride;
      finish(at, c0, v128.load32_splat(scale, 8), s0, bias0), finish(at + 16, c1, v128.load32_splat(scale, 8), s1, bias1), at += stride;
      finish(at, d0, v128.load32_splat(scale, 12), s0, bias0), finish(at + 16, d1, v128.load32_splat(scale, 12), s1, bias1);
    }
  }
}
