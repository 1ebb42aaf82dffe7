// Minimum and maximum as SIMD's pmin and pmax have them: a comparison and a choice, which is also what a processor does fastest. Where
// one number is none (NaN) the first is returned.

// @ts-ignore: decorator
@inline
export function least(a: f32, b: f32): f32 {
  return b < a ? b : a;
}

// @ts-ignore: decorator
@inline
export function most(a: f32, b: f32): f32 {
  return a < b ? b : a;
}
