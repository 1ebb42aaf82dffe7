/** 2^(8x) for −1 < x ≤ 0; see `exp2Eighth` of ../alpha. */
// @ts-ignore: decorator
@inline
export function exp2Eighth(x: f32): f32 {
  let y = ((x * <f32>0.03961584 + <f32>0.23115855) * x + <f32>0.69158744) * x + 1;
  y *= y;
  y *= y;
  return y * y;
}
