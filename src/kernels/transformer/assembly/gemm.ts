// out = (codes − zero) · weightsᵀ · scales + bias, in tiles of 4 rows × 8 outputs. The sums are exact integers in every build.
import { LinearBlock } from './linear-block';

/** Bytes of a quantized input: where there is no product of bytes, they are widened once, in `quantizeRows`. */
export const INPUT_BYTES: i32 = ASC_FEATURE_RELAXED_SIMD ? 1 : 2;

/** Four sums of a row become outputs, in place. `n` = byte offset in a row of floats. */
// @ts-ignore: decorator
@inline
function finish4(at: usize, block: LinearBlock, n: usize, scale: v128, zero: v128): void {
  const exact = i32x4.sub(v128.load(at), i32x4.mul(zero, v128.load(block.sums + n)));
  // Not fused, so that every build gives the same.
  const scaled = f32x4.mul(f32x4.convert_i32x4_s(exact), f32x4.mul(scale, v128.load(block.scales + n)));
  v128.store(at, f32x4.add(scaled, v128.load(block.bias + n)));
}

/** The sums of four rows × eight outputs become outputs, in place. */
// @ts-ignore: decorator
@inline
function finishTile(parameters: usize, block: LinearBlock, n: usize, at: usize, stride: usize): void {
  for (const end = at + (stride << 2); at < end; at += stride, parameters += 8) {
    const scale = v128.load32_splat(parameters), zero = v128.load32_splat(parameters, 4);
    finish4(at, block, n, scale, zero);
    finish4(at + 16, block, n + 16, scale, zero);
  }
}

/** Adds a product of sixteen weights, of four outputs, with four inputs four times over: one instruction where there is one. */
// @ts-ignore: decorator
@inline
function fused(sums: v128, weights: v128, inputs: v128): v128 {
  return i32x4.relaxed_dot_i8x16_i7x16_add_s(weights, inputs, sums);
}

/** The same in steps that are one instruction each on all x86. */
// @ts-ignore: decorator
@inline
function stepwise(sums: v128, weights: v128, inputs: v128, ones: v128): v128 {
  return i32x4.add(sums, i32x4.dot_i16x8_s(i16x8.relaxed_dot_i8x16_i7x16_s(weights, inputs), ones));
}

/** Sums of 4 × 8, for processors with a dot of bytes: they tend to have many registers. */
// @ts-ignore: decorator
@inline
function fusedTile(from: usize, length: usize, weights: usize, to: usize, stride: usize): void {
  let a = from, b = a + length, c = b + length, d = c + length;
  const end = b;
  let a0 = i32x4.splat(0), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
  while (a < end) {
    const w0 = v128.load(weights), w1 = v128.load(weights, 16);
    const xa = v128.load32_splat(a), xb = v128.load32_splat(b), xc = v128.load32_splat(c), xd = v128.load32_splat(d);
    a0 = fused(a0, w0, xa), a1 = fused(a1, w1, xa), b0 = fused(b0, w0, xb), b1 = fused(b1, w1, xb);
    c0 = fused(c0, w0, xc), c1 = fused(c1, w1, xc), d0 = fused(d0, w0, xd), d1 = fused(d1, w1, xd);
    const w2 = v128.load(weights, 32), w3 = v128.load(weights, 48);
    const ya = v128.load32_splat(a, 4), yb = v128.load32_splat(b, 4), yc = v128.load32_splat(c, 4), yd = v128.load32_splat(d, 4);
    a0 = fused(a0, w2, ya), a1 = fused(a1, w3, ya), b0 = fused(b0, w2, yb), b1 = fused(b1, w3, yb);
    c0 = fused(c0, w2, yc), c1 = fused(c1, w3, yc), d0 = fused(d0, w2, yd), d1 = fused(d1, w3, yd);
    a += 8, b += 8, c += 8, d += 8, weights += 64;
  }
  v128.store(to, a0), v128.store(to, a1, 16), to += stride;
  v128.store(to, b0), v128.store(to, b1, 16), to += stride;
  v128.store(to, c0), v128.store(to, c1, 16), to += stride;
  v128.store(to, d0), v128.store(to, d1, 16);
}

/** Sums of 2 × 8: with sixteen registers a fifth faster than 4 × 8. */
// @ts-ignore: decorator
@inline
function stepwiseTile(from: usize, length: usize, weights: usize, to: usize, stride: usize): void {
  let a = from, b = a + length;
  const end = b, ones = i16x8.splat(1);
  let a0 = i32x4.splat(0), a1 = a0, b0 = a0, b1 = a0;
  while (a < end) {
    const w0 = v128.load(weights), w1 = v128.load(weights, 16);
    const xa = v128.load32_splat(a), xb = v128.load32_splat(b);
    a0 = stepwise(a0, w0, xa, ones), a1 = stepwise(a1, w1, xa, ones);
    b0 = stepwise(b0, w0, xb, ones), b1 = stepwise(b1, w1, xb, ones);
    const w2 = v128.load(weights, 32), w3 = v128.load(weights, 48);
    const ya = v128.load32_splat(a, 4), yb = v128.load32_splat(b, 4);
    a0 = stepwise(a0, w2, ya, ones), a1 = stepwise(a1, w3, ya, ones);
    b0 = stepwise(b0, w2, yb, ones), b1 = stepwise(b1, w3, yb, ones);
    a += 8, b += 8, weights += 64;
  }
  v128.store(to, a0), v128.store(to, a1, 16), to += stride;
  v128.store(to, b0), v128.store(to, b1, 16);
}

/** Adds a product of eight weights, of two outputs, with four inputs twice over: two sums for each output. */
// @ts-ignore: decorator
@inline
function dotOfWords(sums: v128, weights: v128, inputs: v128): v128 {
  return i32x4.add(sums, i32x4.dot_i16x8_s(weights, inputs));
}

/** Four sums of the eight parts of two vectors. */
// @ts-ignore: decorator
@inline
function pairs(a: v128, b: v128): v128 {
  return i32x4.add(v128.shuffle<i32>(a, b, 0, 2, 4, 6), v128.shuffle<i32>(a, b, 1, 3, 5, 7));
}

/** Sums of 4 × 4: half a tile, to which every other sixteen bytes of weights belong. */
// @ts-ignore: decorator
@inline
function tileOfWords(from: usize, length: usize, weights: usize, to: usize, stride: usize): void {
  let a = from, b = a + length, c = b + length, d = c + length;
  const end = b;
  let a0 = i32x4.splat(0), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
  while (a < end) {
    const w0 = v128.load_ext<i8>(weights), w1 = v128.load_ext<i8>(weights, 8);
    const xa = v128.load64_splat(a), xb = v128.load64_splat(b), xc = v128.load64_splat(c), xd = v128.load64_splat(d);
    a0 = dotOfWords(a0, w0, xa), a1 = dotOfWords(a1, w1, xa);
    b0 = dotOfWords(b0, w0, xb), b1 = dotOfWords(b1, w1, xb);
    c0 = dotOfWords(c0, w0, xc), c1 = dotOfWords(c1, w1, xc);
    d0 = dotOfWords(d0, w0, xd), d1 = dotOfWords(d1, w1, xd);
    a += 8, b += 8, c += 8, d += 8, weights += 32;
  }
  v128.store(to, pairs(a0, a1)), to += stride;
  v128.store(to, pairs(b0, b1)), to += stride;
  v128.store(to, pairs(c0, c1)), to += stride;
  v128.store(to, pairs(d0, d1));
}

// @ts-ignore: decorator
@inline
function gemmWith(inputs: usize, parameters: usize, rows: i32, layer: usize, out: usize, split: bool): void {
  const block = changetype<LinearBlock>(layer);
  const width = <usize>block.inputs, length = width * INPUT_BYTES;
  const end = <usize>block.outputs << 2;
  let weights = block.weights;
  // The weights of eight outputs stay in the nearest cache while all rows pass.
  for (let n: usize = 0; n < end; n += 32) {
    for (let m: usize = 0; m < <usize>rows; m += 4) {
      const from = inputs + m * length, to = out + m * end + n;
      if (ASC_FEATURE_RELAXED_SIMD) {
        if (split) {
          stepwiseTile(from, length, weights, to, end);
          stepwiseTile(from + 2 * length, length, weights, to + 2 * end, end);
        } else {
          fusedTile(from, length, weights, to, end);
        }
      } else {
        tileOfWords(from, length, weights, to, end);
        tileOfWords(from, length, weights + 16, to + 16, end);
      }
      finishTile(parameters + (m << 3), block, n, to, end);
    }
    weights += width << 3;
  }
}

/**
 * A linear layer on quantized rows. Works on whole fours of rows: buffers must have room for them; what is in the rows too many does
 * not matter.
 * @param inputs codes of `quantizeRows`, (rows, block.inputs)
 * @param parameters their scales and zeros
 * @param layer LinearBlock
 * @param out (rows, block.outputs)
 */
export function gemm(inputs: usize, parameters: usize, rows: i32, layer: usize, out: usize): void {
  gemmWith(inputs, parameters, rows, layer, out, false);
}

/** The same results by other instructions: faster where the processor has no dot product of bytes. */
export function gemmSplit(inputs: usize, parameters: usize, rows: i32, layer: usize, out: usize): void {
  gemmWith(inputs, parameters, rows, layer, out, true);
}
