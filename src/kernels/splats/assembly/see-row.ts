// One row of pixels under one splat, as far as it hides what lies behind.
import { MIN_LOG2_ALPHA } from './frame';
import { exp2Eighth } from './alpha';
import { exp2Eighth as exp2EighthOne } from './scalar/exp2';
import { madd, nmadd, splat } from '../../common/assembly/simd';

const MOST_ALPHA: f32 = 0.99;
const LEAST: f32 = MIN_LOG2_ALPHA / 8;
/** Light below which what lies behind is as good as black. */
const DARK: f32 = 1e-4;
/** A splat counts as at least this different from what lies behind: hue, and backgrounds of any brightness, are not known here. */
const LEAST_DIFFERENCE: f32 = 0.08;

/** Changes of the pixels of the last row that was seen, summed up. */
export let rowTotal: f32 = 0;

/**
 * Takes from the light of pixels x0 … x1 of a row what a splat covers, and adds what it shows there to the row's brightness; up to three
 * more are touched that it does not reach.
 * @param bright bytes from a pixel's light to its brightness
 * @param mx the splat's centre; its exponent at mx + dx is (a · dx + b) · dx + c, in eighths of log2
 * @param thin share of the splat's alpha that hides
 * @param luma the splat's own
 */
// @ts-ignore: decorator
@inline
export function showRow(row: usize, bright: usize, x0: i32, x1: i32, mx: f32, a: f32, b: f32, c: f32, thin: f32, luma: f32): void {
  let at = row + (<usize>x0 << 2);
  if (!ASC_FEATURE_SIMD) {
    for (let x = x0; x <= x1; x++, at += 4) {
      const dx = f32(x) - mx, exponent = (a * dx + b) * dx + c;
      if (!(exponent >= LEAST)) continue;
      const light = load<f32>(at), hidden = light * min(MOST_ALPHA, exp2EighthOne(exponent)) * thin;
      store<f32>(at, light - hidden);
      store<f32>(at + bright, load<f32>(at + bright) + hidden * luma);
    }
    return;
  }
  const va = splat(a), vb = splat(b), vc = splat(c), vt = splat(thin), vl = splat(luma), floor = splat(LEAST), ceiling = splat(MOST_ALPHA);
  let dx = f32x4.add(f32x4(0, 1, 2, 3), splat(f32(x0) - mx));
  for (let x = x0; x <= x1; x += 4, at += 16) {
    const exponent = madd(madd(va, dx, vb), dx, vc);
    const alpha = v128.and(f32x4.pmin(ceiling, exp2Eighth(f32x4.pmax(floor, exponent))), f32x4.ge(exponent, floor));
    const light = v128.load(at), hidden = f32x4.mul(f32x4.mul(light, alpha), vt);
    v128.store(at, f32x4.sub(light, hidden));
    v128.store(at + bright, madd(hidden, vl, v128.load(at + bright)));
    dx = f32x4.add(dx, splat(4));
  }
}

/**
 * Takes from the light and from the brightness of a row what `showRow` of the same splat did, so that what is left lies behind it.
 * @returns the greatest change of a pixel if the splat were not there, or `most` if that is more; their sum is in `rowTotal`
 */
// @ts-ignore: decorator
@inline
export function seeRow(
  row: usize, bright: usize, x0: i32, x1: i32, mx: f32, a: f32, b: f32, c: f32, thin: f32, luma: f32, most: f32,
): f32 {
  let at = row + (<usize>x0 << 2);
  if (!ASC_FEATURE_SIMD) {
    let greatest = most, total: f32 = 0;
    for (let x = x0; x <= x1; x++, at += 4) {
      const dx = f32(x) - mx, exponent = (a * dx + b) * dx + c;
      if (!(exponent >= LEAST)) continue;
      const light = load<f32>(at), added = light * min(MOST_ALPHA, exp2EighthOne(exponent)), hidden = added * thin;
      const left = light - hidden, behind = load<f32>(at + bright) - hidden * luma;
      const change = added * max(LEAST_DIFFERENCE, abs(luma - behind / max(DARK, left)));
      if (change > greatest) greatest = change;
      total += change;
      store<f32>(at, left);
      store<f32>(at + bright, behind);
    }
    rowTotal = total;
    return greatest;
  }
  const va = splat(a), vb = splat(b), vc = splat(c), vt = splat(thin), vl = splat(luma), floor = splat(LEAST), ceiling = splat(MOST_ALPHA);
  let greatest = splat(most), totals = splat(0), dx = f32x4.add(f32x4(0, 1, 2, 3), splat(f32(x0) - mx));
  for (let x = x0; x <= x1; x += 4, at += 16) {
    const exponent = madd(madd(va, dx, vb), dx, vc);
    const alpha = v128.and(f32x4.pmin(ceiling, exp2Eighth(f32x4.pmax(floor, exponent))), f32x4.ge(exponent, floor));
    const light = v128.load(at), added = f32x4.mul(light, alpha), hidden = f32x4.mul(added, vt);
    const left = f32x4.sub(light, hidden), behind = nmadd(hidden, vl, v128.load(at + bright));
    const difference = f32x4.abs(f32x4.sub(vl, f32x4.div(behind, f32x4.pmax(splat(DARK), left))));
    const change = f32x4.mul(added, f32x4.pmax(splat(LEAST_DIFFERENCE), difference));
    greatest = f32x4.pmax(change, greatest);
    totals = f32x4.add(totals, change);
    v128.store(at, left);
    v128.store(at + bright, behind);
    dx = f32x4.add(dx, splat(4));
  }
  totals = f32x4.add(totals, v128.shuffle<i64>(totals, totals, 1, 0));
  rowTotal = f32x4.extract_lane(totals, 0) + f32x4.extract_lane(totals, 1);
  greatest = f32x4.pmax(greatest, v128.shuffle<i64>(greatest, greatest, 1, 0));
  greatest = f32x4.pmax(greatest, v128.shuffle<i32>(greatest, greatest, 1, 0, 3, 2));
  return f32x4.extract_lane(greatest, 0);
}
