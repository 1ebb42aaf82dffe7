// Where a splat's ellipse meets rows of cells. Exact up to a slack of 0.02 pixels on the safe side.
import { RECORD_SHAPE } from './frame';
import { madd, nmadd, splat, truncate } from '../../common/assembly/simd';

const PIXEL_SLACK: f32 = 0.02;

/**
 * For four rows of cells, the columns (bits 0 … 7, one lane a row) whose pixel centres the ellipse of `record` can touch. Cells are
 * `width` × `height` pixels (constants); `tops` are the rows' first pixel centres, `left` is the first column's edge.
 */
// @ts-ignore: decorator
@inline
export function columnBits(tops: v128, left: f32, record: usize, width: f32, height: f32): v128 {
  const zero = splat(0);
  const peak = v128.load32_splat(record, RECORD_SHAPE + 12), shear = v128.load32_splat(record, RECORD_SHAPE);
  const reach = v128.load32_splat(record, RECORD_SHAPE + 4), fall = v128.load32_splat(record, RECORD_SHAPE + 8);
  const mx = splat(load<f32>(record) - left);
  // The right edge of the ellipse is a concave function of dy with its top at `peak`, the left edge its mirror image: within a
  // row each is extreme at the row's height nearest to that.
  const a = f32x4.sub(tops, v128.load32_splat(record, 4)), b = f32x4.add(a, splat(height - 1));
  const dr = f32x4.pmin(b, f32x4.pmax(a, peak)), dl = f32x4.pmin(b, f32x4.pmax(a, f32x4.neg(peak)));
  const sr = nmadd(f32x4.mul(fall, dr), dr, reach), sl = nmadd(f32x4.mul(fall, dl), dl, reach);
  const right = f32x4.add(madd(shear, dr, mx), f32x4.sqrt(f32x4.pmax(zero, sr)));
  const leftmost = f32x4.sub(madd(shear, dl, mx), f32x4.sqrt(f32x4.pmax(zero, sl)));
  // Cells whose pixel centres, 0.5 … width − 0.5 from their edge, meet the interval.
  const first = f32x4.ceil(f32x4.mul(f32x4.sub(leftmost, splat(width - 0.5 + PIXEL_SLACK)), splat(1 / width)));
  const last = f32x4.floor(f32x4.mul(f32x4.sub(right, splat(0.5 - PIXEL_SLACK)), splat(1 / width)));
  const lo = truncate(f32x4.pmin(splat(8), f32x4.pmax(zero, first)));
  const hi = truncate(f32x4.pmin(splat(7), f32x4.pmax(splat(-1), last)));
  // 2^(hi + 1) − 2^lo, powers made in the exponent bits; negative where the interval misses all columns.
  const from = i32x4.shl(i32x4.add(lo, i32x4.splat(127)), 23), to = i32x4.shl(i32x4.add(hi, i32x4.splat(128)), 23);
  return v128.and(truncate(f32x4.pmax(zero, f32x4.sub(to, from))), f32x4.ge(sr, zero));
}
