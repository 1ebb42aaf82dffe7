import { madd, splat, truncate } from '../../common/assembly/simd';

const LOG2E: f32 = 1.4426950408889634;
/** Beyond these the result would leave the range of normal floats. */
const LOWEST: f32 = -126;
const HIGHEST: f32 = 127;

// Fit of 2^f over -0.5..0.5 with 1 at 0, relative error 2e-9 before rounding.
const C1: f32 = 0.6931472028570821;
const C2: f32 = 0.24022647913341685;
const C3: f32 = 0.05550332467934524;
const C4: f32 = 0.0096184373769195;
const C5: f32 = 0.0013398875422236736;
const C6: f32 = 0.00015353359121576468;

/** e^x of four floats, between the smallest and the largest normal one. */
// @ts-ignore: decorator
@inline
export function exp4(x: v128): v128 {
  const y = f32x4.pmin(f32x4.pmax(f32x4.mul(x, splat(LOG2E)), splat(LOWEST)), splat(HIGHEST));
  const whole = f32x4.nearest(y), f = f32x4.sub(y, whole);
  let p = madd(splat(C6), f, splat(C5));
  p = madd(p, f, splat(C4));
  p = madd(p, f, splat(C3));
  p = madd(p, f, splat(C2));
  p = madd(p, f, splat(C1));
  p = madd(p, f, splat(1));
  // A whole power of two is added to the exponent.
  return i32x4.add(p, i32x4.shl(truncate(whole), 23));
}
