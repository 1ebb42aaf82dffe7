// Look-ups and soft steps in four lanes; ../reference/sample.ts has them one by one.
import { madd, splat, truncate } from '../../common/assembly/simd';
import { LIGHT_CELL } from './eye-block';

/** Kept within 0 and 1; 0 for what is no number. */
// @ts-ignore: decorator
@inline
export function saturate(x: v128): v128 {
  return f32x4.pmin(splat(1), f32x4.pmax(splat(0), x));
}

// @ts-ignore: decorator
@inline
export function bump(x: v128): v128 {
  const s = f32x4.div(splat(1), madd(x, x, splat(1)));
  return f32x4.mul(s, s);
}

/** a + share · (b − a) */
// @ts-ignore: decorator
@inline
export function mix(a: v128, b: v128, share: v128): v128 {
  return madd(share, f32x4.sub(b, a), a);
}

/** Two texels that lie side by side, at each of four places: all left ones, then all right ones. */
// @ts-ignore: decorator
@inline
function leftOf(low: v128, high: v128): v128 {
  return v128.shuffle<f32>(low, high, 0, 2, 4, 6);
}

// @ts-ignore: decorator
@inline
function rightOf(low: v128, high: v128): v128 {
  return v128.shuffle<f32>(low, high, 1, 3, 5, 7);
}

/** Bilinear samples of a (height, width) texture, held at its edges. */
// @ts-ignore: decorator
@inline
export function sample(texture: usize, width: i32, height: i32, x: v128, y: v128): v128 {
  const u = f32x4.pmin(splat(<f32>width - 1.001), f32x4.pmax(splat(0), x));
  const v = f32x4.pmin(splat(<f32>height - 1.001), f32x4.pmax(splat(0), y));
  const column = truncate(u);
  const row = truncate(v);
  const fx = f32x4.sub(u, f32x4.convert_i32x4_s(column));
  const fy = f32x4.sub(v, f32x4.convert_i32x4_s(row));
  const at = i32x4.shl(i32x4.add(i32x4.mul(row, i32x4.splat(width)), column), 2);
  const a = texture + <usize>i32x4.extract_lane(at, 0);
  const b = texture + <usize>i32x4.extract_lane(at, 1);
  const c = texture + <usize>i32x4.extract_lane(at, 2);
  const d = texture + <usize>i32x4.extract_lane(at, 3);
  const next = <usize>width << 2;
  let low = v128.load64_lane(b, v128.load64_zero(a), 1);
  let high = v128.load64_lane(d, v128.load64_zero(c), 1);
  const upper = mix(leftOf(low, high), rightOf(low, high), fx);
  low = v128.load64_lane(b + next, v128.load64_zero(a + next), 1);
  high = v128.load64_lane(d + next, v128.load64_zero(c + next), 1);
  const lower = mix(leftOf(low, high), rightOf(low, high), fx);
  return mix(upper, lower, fy);
}

/** Light at four pixels side by side, of which the first one's column is a multiple of 4: they share a cell. */
// @ts-ignore: decorator
@inline
export function lightAt(grid: usize, width: i32, column: i32, row: i32): v128 {
  const stride = width / LIGHT_CELL + 1;
  const x = column / LIGHT_CELL;
  const y = row / LIGHT_CELL;
  const fy = <f32>(row - y * LIGHT_CELL) * 0.125 + 0.0625;
  const at = grid + (<usize>(y * stride + x) << 2);
  const below = at + (<usize>stride << 2);
  const left = load<f32>(at) + fy * (load<f32>(below) - load<f32>(at));
  const right = load<f32>(at, 4) + fy * (load<f32>(below, 4) - load<f32>(at, 4));
  const first = <f32>(column - x * LIGHT_CELL) * 0.125;
  const fx = f32x4.add(splat(first), f32x4(0.0625, 0.1875, 0.3125, 0.4375));
  return madd(fx, splat(right - left), splat(left));
}
