// Where a splat's ellipse meets a row of tiles, as ../ellipse.
import { RECORD_SHAPE } from '../frame';
import { least, most } from './select';

const PIXEL_SLACK: f32 = 0.02;

/** Columns (bits 0 … 7) of 32 × 32-pixel tiles that the ellipse of `record` can touch in the row whose first pixel centre is `top`. */
export function tileColumns(top: f32, left: f32, record: usize): i32 {
  const shear = load<f32>(record, RECORD_SHAPE), reach = load<f32>(record, RECORD_SHAPE + 4);
  const fall = load<f32>(record, RECORD_SHAPE + 8), peak = load<f32>(record, RECORD_SHAPE + 12);
  const mx = load<f32>(record) - left, a = top - load<f32>(record, 4), b = a + 31;
  const dr = least(b, most(a, peak)), dl = least(b, most(a, -peak));
  const sr = reach - fall * dr * dr, sl = reach - fall * dl * dl;
  if (!(sr >= 0)) return 0;
  const right = shear * dr + mx + sqrt<f32>(most(0, sr)), leftmost = shear * dl + mx - sqrt<f32>(most(0, sl));
  const lo = i32(least(8, most(0, ceil<f32>((leftmost - (31.5 + PIXEL_SLACK)) * 0.03125))));
  const hi = i32(least(7, most(-1, floor<f32>((right - (0.5 - PIXEL_SLACK)) * 0.03125))));
  return hi < lo ? 0 : (2 << hi) - (1 << lo);
}
