// What a splat's opacity does to a pixel.
import { madd, splat } from '../../common/assembly/simd';

/** A pixel is finished when less than this much light passes. */
export const MIN_TRANSMITTANCE: f32 = 1e-4;

/** 2^x for −8 < x ≤ 0: a cubic for 2^(x/8), squared three times; relative error below 8e-4. The caller has divided by eight. */
// @ts-ignore: decorator
@inline
export function exp2Eighth(x: v128): v128 {
  let y = madd(madd(madd(splat(0.03961584), x, splat(0.23115855)), x, splat(0.69158744)), x, splat(1));
  y = f32x4.mul(y, y);
  y = f32x4.mul(y, y);
  return f32x4.mul(y, y);
}
