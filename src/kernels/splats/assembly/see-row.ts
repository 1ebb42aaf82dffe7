// One row of pixels under one splat, as far as it hides what lies behind.
import { MIN_LOG2_ALPHA } from './frame';
import { exp2Eighth } from './alpha';
import { exp2Eighth as exp2EighthOne } from './scalar/exp2';
import { madd, nmadd, splat } from '../../common/assembly/simd';

const MOST_ALPHA: f32 = 0.99;

/** Shares of the pixels of the last row, summed up. */
export let rowTotal: f32 = 0;

/**
 * Takes from the light of pixels x0 … x1 of a row what a splat covers; up to three more are touched that it does not reach.
 * @param mx the splat's centre; its exponent at mx + dx is (a · dx + b) · dx + c, in eighths of log2
 * @param thin share of the splat's alpha that hides
 * @returns the greatest share of a pixel that the splat adds in this row, or `most` if that is more; their sum is in `rowTotal`
 */
// @ts-ignore: decorator
@inline
export function seeRow(row: usize, x0: i32, x1: i32, mx: f32, a: f32, b: f32, c: f32, thin: f32, most: f32): f32 {
  const least: f32 = MIN_LOG2_ALPHA / 8;
  let at = row + (<usize>x0 << 2);
  if (!ASC_FEATURE_SIMD) {
    let greatest = most, total: f32 = 0;
    for (let x = x0; x <= x1; x++, at += 4) {
      const dx = f32(x) - mx, exponent = (a * dx + b) * dx + c;
      if (!(exponent >= least)) continue;
      const light = load<f32>(at), added = light * min(MOST_ALPHA, exp2EighthOne(exponent));
      if (added > greatest) greatest = added;
      total += added;
      store<f32>(at, light - added * thin);
    }
    rowTotal = total;
    return greatest;
  }
  const va = splat(a), vb = splat(b), vc = splat(c), vt = splat(thin), floor = splat(least), ceiling = splat(MOST_ALPHA);
  let greatest = splat(most), totals = splat(0), dx = f32x4.add(f32x4(0, 1, 2, 3), splat(f32(x0) - mx));
  for (let x = x0; x <= x1; x += 4, at += 16) {
    const exponent = madd(madd(va, dx, vb), dx, vc);
    const alpha = v128.and(f32x4.pmin(ceiling, exp2Eighth(f32x4.pmax(floor, exponent))), f32x4.ge(exponent, floor));
    const light = v128.load(at), added = f32x4.mul(light, alpha);
    greatest = f32x4.pmax(added, greatest);
    totals = f32x4.add(totals, added);
    v128.store(at, nmadd(added, vt, light));
    dx = f32x4.add(dx, splat(4));
  }
  totals = f32x4.add(totals, v128.shuffle<i64>(totals, totals, 1, 0));
  rowTotal = f32x4.extract_lane(totals, 0) + f32x4.extract_lane(totals, 1);
  greatest = f32x4.pmax(greatest, v128.shuffle<i64>(greatest, greatest, 1, 0));
  greatest = f32x4.pmax(greatest, v128.shuffle<i32>(greatest, greatest, 1, 0, 3, 2));
  return f32x4.extract_lane(greatest, 0);
}
