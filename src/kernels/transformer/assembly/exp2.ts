import { madd, truncate } from '../../common/assembly/simd';

/**
 * What the loops that call `exp2` load before they begin. They lie in memory because engines make the same vector of a constant in
 * code anew in every round, which took 40 % of GELU's time.
 */
const TABLE = memory.data<f32>([
  -126, 127, 1, 0.6931469775955501, 0.24022242082586587, 0.05550733749163647, 0.009671512767565137, 0.0013264725417862014,
]);

/** The lowest and the highest power: beyond them the result would leave the range of normal floats. */
// @ts-ignore: decorator
@inline
export function lowest(): v128 {
  return v128.load32_splat(TABLE);
}

// @ts-ignore: decorator
@inline
export function highest(): v128 {
  return v128.load32_splat(TABLE, 4);
}

// @ts-ignore: decorator
@inline
export function one(): v128 {
  return v128.load32_splat(TABLE, 8);
}

/** Coefficient of f^i, 1..5, of a fit of 2^f over -0.5..0.5 that is 1 at 0; relative error 9e-8. */
// @ts-ignore: decorator
@inline
export function coefficient(i: usize): v128 {
  return v128.load32_splat(TABLE + ((i + 2) << 2));
}

/** 2^y of four floats. */
// @ts-ignore: decorator
@inline
export function exp2(y: v128, low: v128, high: v128, c0: v128, c1: v128, c2: v128, c3: v128, c4: v128, c5: v128): v128 {
  const inside = f32x4.pmin(f32x4.pmax(y, low), high);
  const whole = f32x4.nearest(inside), f = f32x4.sub(inside, whole);
  const p = madd(madd(madd(madd(madd(c5, f, c4), f, c3), f, c2), f, c1), f, c0);
  // A whole power of two is added to the exponent.
  return i32x4.add(p, i32x4.shl(truncate(whole), 23));
}
