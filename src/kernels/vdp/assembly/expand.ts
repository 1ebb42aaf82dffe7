import { madd, splat } from '../../common/assembly/simd';

// Weights of the coarse samples: 0.1, 0.8, 0.1 where a fine sample lies on one, 0.5 and 0.5 between two.
const SIDE: f32 = 0.1;
const MIDDLE: f32 = 0.8;
const HALF: f32 = 0.5;

/** Bytes that the mixed row needs before and after its pixels. */
const MARGIN: usize = 16;

/**
 * Row `y` of a picture expanded from the next coarser level; edge samples go on beyond the edges.
 * @param to width floats, rounded up to eight @param scratch ceil(width / 2) + 16 floats
 */
export function expandRow(coarse: usize, width: i32, height: i32, y: i32, to: usize, scratch: usize): void {
  const coarseWidth = (width + 1) >> 1;
  const last = ((height + 1) >> 1) - 1;
  const stride = <usize>coarseWidth << 2;
  const middle = y >> 1;
  const here = coarse + <usize>middle * stride;
  const below = coarse + <usize>min(middle + 1, last) * stride;
  const mixed = scratch + MARGIN;
  if (y & 1) {
    for (let x: usize = 0; x < stride; x += 16) {
      v128.store(mixed + x, f32x4.mul(splat(HALF), f32x4.add(v128.load(here + x), v128.load(below + x))));
    }
  } else {
    const above = coarse + <usize>max(middle - 1, 0) * stride;
    for (let x: usize = 0; x < stride; x += 16) {
      const sides = f32x4.mul(splat(SIDE), f32x4.add(v128.load(above + x), v128.load(below + x)));
      v128.store(mixed + x, madd(splat(MIDDLE), v128.load(here + x), sides));
    }
  }
  store<f32>(mixed - 4, load<f32>(mixed));
  store<f32>(mixed + stride, load<f32>(mixed + stride - 4));
  for (let x: usize = 0; x < stride; x += 16) {
    const centre = v128.load(mixed + x);
    const right = v128.load(mixed + x + 4);
    const sides = f32x4.mul(splat(SIDE), f32x4.add(v128.load(mixed + x - 4), right));
    const even = madd(splat(MIDDLE), centre, sides);
    const odd = f32x4.mul(splat(HALF), f32x4.add(centre, right));
    v128.store(to + 2 * x, v128.shuffle<f32>(even, odd, 0, 4, 1, 5));
    v128.store(to + 2 * x, v128.shuffle<f32>(even, odd, 2, 6, 3, 7), 16);
  }
}

/** A whole picture expanded; `width` and `height` are the result's. The last vector of a row may reach 7 floats beyond it. */
export function expand(from: usize, width: i32, height: i32, to: usize, scratch: usize): void {
  for (let y = 0; y < height; y++) {
    expandRow(from, width, height, y, to + ((<usize>y * <usize>width) << 2), scratch);
  }
}
