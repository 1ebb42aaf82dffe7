// Logarithm, power and their undoing in four lanes, for numbers that are not negative.
import { madd, splat } from '../../common/assembly/simd';

/** Bits of √½: mantissas are taken from [√½, √2), where the series below is shortest. */
const ROOT_HALF: i32 = 0x3f3504f3;
/** Below this 2^x is zero, and so are the errors of pixels that do not differ. */
const LEAST: f32 = -127;
const MOST: f32 = 127;

/**
 * log2 of x ≥ 0 within 2e-7 of the exponent: an odd polynomial in (m − 1) / (m + 1), of largest error 3e-8 where m is the
 * mantissa. Of 0 it is about −127, of subnormal numbers likewise; of what is not finite it is some finite number.
 */
// @ts-ignore: decorator
@inline
export function log2(x: v128): v128 {
  const exponent = i32x4.shr_s(i32x4.sub(x, i32x4.splat(ROOT_HALF)), 23);
  const mantissa = i32x4.sub(x, i32x4.shl(exponent, 23));
  const s = f32x4.div(f32x4.sub(mantissa, splat(1)), f32x4.add(mantissa, splat(1)));
  const s2 = f32x4.mul(s, s);
  const series = madd(madd(splat(0.59897592), s2, splat(0.96147075)), s2, splat(2.88539129));
  return madd(series, s, f32x4.convert_i32x4_s(exponent));
}

/** 1.5 · 2^23: what is added to it is rounded to a whole number, which then stands in the lowest bits. */
const ROUNDER: f32 = 12582912;

/** 2^x, relative error below 2e-7 (a quintic of 7.5e-8 on [−½, ½], and rounding); 0 below −126.5, 2^127 above 127. */
// @ts-ignore: decorator
@inline
export function exp2(x: v128): v128 {
  const bounded = f32x4.pmin(splat(MOST), f32x4.pmax(splat(LEAST), x));
  const rounded = f32x4.add(bounded, splat(ROUNDER));
  const f = f32x4.sub(bounded, f32x4.sub(rounded, splat(ROUNDER)));
  let y = madd(splat(0.001327647129073739), f, splat(0.009675540961325169));
  y = madd(y, f, splat(0.05550713092088699));
  y = madd(y, f, splat(0.24022120237350464));
  y = madd(y, f, splat(0.6931469440460205));
  y = madd(y, f, splat(1));
  // Of the sum's bits only the whole number is left by the shift.
  const power = i32x4.add(i32x4.shl(rounded, 23), i32x4.splat(127 << 23));
  return f32x4.mul(y, power);
}
