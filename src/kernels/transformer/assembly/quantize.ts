// Float rows to 7-bit integers with a scale and a zero point of each row: value = scale · (code − zero).
import { splat, truncate } from '../../common/assembly/simd';
import { INPUT_BYTES } from './gemm';

/** Codes end here: the second operand of the relaxed integer dot must not use the eighth bit. */
const MOST: f32 = 127;
/** Rows whose step is smaller count as 0: the inverse would leave the range of floats. */
export const LEAST_STEP: f32 = 1e-37;

// @ts-ignore: decorator
@inline
function least4(v: v128): f32 {
  const pair = f32x4.pmin(v, v128.shuffle<f32>(v, v, 2, 3, 0, 1));
  return min(f32x4.extract_lane(pair, 0), f32x4.extract_lane(pair, 1));
}

// @ts-ignore: decorator
@inline
function most4(v: v128): f32 {
  const pair = f32x4.pmax(v, v128.shuffle<f32>(v, v, 2, 3, 0, 1));
  return max(f32x4.extract_lane(pair, 0), f32x4.extract_lane(pair, 1));
}

/** Four codes of four floats. */
// @ts-ignore: decorator
@inline
function codes(at: usize, inverse: v128, zero: v128): v128 {
  const code = f32x4.add(f32x4.nearest(f32x4.mul(v128.load(at), inverse)), zero);
  return truncate(f32x4.pmin(f32x4.pmax(code, splat(0)), splat(MOST)));
}

/**
 * @param rows how many
 * @param width values in a row, a multiple of eight
 * @param to codes, INPUT_BYTES each, (rows, width)
 * @param parameters scale (f32) and zero (i32) of each row
 */
export function quantizeRows(from: usize, rows: i32, width: i32, to: usize, parameters: usize): void {
  const bytes = <usize>width << 2;
  for (let row = 0; row < rows; row++) {
    const end = from + bytes;
    // Zero always has a code of its own.
    let low = splat(0), high = splat(0);
    for (let at = from; at < end; at += 16) {
      const v = v128.load(at);
      low = f32x4.pmin(low, v);
      high = f32x4.pmax(high, v);
    }
    const bottom = least4(low), scale = (most4(high) - bottom) / MOST;
    const inverse: f32 = scale > LEAST_STEP ? 1 / scale : 0;
    const zero = nearest<f32>(-bottom * inverse);
    store<f32>(parameters, scale);
    store<i32>(parameters, <i32>zero, 4);
    parameters += 8;
    const inverses = splat(inverse), zeros = splat(zero);
    for (; from < end; from += 32) {
      const eight = i16x8.narrow_i32x4_s(codes(from, inverses, zeros), codes(from + 16, inverses, zeros));
      if (INPUT_BYTES == 1) v128.store64_lane(to, i8x16.narrow_i16x8_u(eight, eight), 0);
      else v128.store(to, eight);
      to += 8 * INPUT_BYTES;
    }
  }
}
