// Front-to-back blending of one tile of 32 × 32 pixels, splat by splat and row by row: the chord of the splat's ellipse in a row of
// pixels bounds what is looked at, which without SIMD saves more than blocks and short lists would. A pixel's arithmetic is the same
// whichever pass draws it, so that four passes equal the full tile bit for bit.
import { MIN_TRANSMITTANCE } from '../alpha';
import { clearTile, samplesOf } from '../clear-tile';
import { EyeBlock, FrameBlock, MIN_LOG2_ALPHA, RECORD_BYTES, RECORD_SHAPE } from '../frame';
import { COLOR_BASE, COLOR_STEP } from '../harmonics';
import { DEPTHS, OPEN, ROW_BYTES, STATE_BYTES } from './blend-scratch';
import { exp2Eighth } from './exp2';
import { firstOf, rowRule, stepOf } from './pattern';
import { least, most } from './select';
import { writeTile } from './write-pixels';

const EYE_BYTES: usize = offsetof<EyeBlock>();
const PIXEL_SLACK: f32 = 0.02;

/** Opens the samples of a tile cut to w × h. Returns how many there are. */
function clearStates(scratch: usize, from: i32, to: i32, w: i32, h: i32): i32 {
  memory.fill(scratch, 0, OPEN + 32 * 4);
  let open = 0;
  for (let y = 0; y < h; y++) {
    const rule = rowRule(from, to, y), step = stepOf(rule);
    if (step == 0) continue;
    let count = 0;
    for (let x = firstOf(rule); x < w; x += step, count++) {
      store<f32>(scratch + <usize>y * ROW_BYTES + <usize>x * STATE_BYTES, 1);
    }
    store<i32>(scratch + OPEN + (<usize>y << 2), count);
    open += count;
  }
  return open;
}

/** Blends one splat into the tile whose first pixel is (tx, ty), cut to w × h. Returns how many samples closed. */
function blendSplat(record: usize, scratch: usize, from: i32, to: i32, tx: i32, ty: i32, w: i32, h: i32): i32 {
  // Relative to the centre of the tile's first pixel, so that column and row numbers are coordinates.
  const mx = load<f32>(record) - f32(tx) - 0.5, my = load<f32>(record, 4) - f32(ty) - 0.5;
  const shear = load<f32>(record, RECORD_SHAPE), reach = load<f32>(record, RECORD_SHAPE + 4);
  const fall = load<f32>(record, RECORD_SHAPE + 8), tall = sqrt<f32>(reach / fall) + PIXEL_SLACK;
  const y0 = i32(most(0, ceil<f32>(my - tall))), y1 = i32(least(f32(h - 1), floor<f32>(my + tall)));
  const ca = load<f32>(record, 8), cb = load<f32>(record, 12), cc = load<f32>(record, 16), lo = load<f32>(record, 20);
  const word = load<u32>(record, 24), limit = MIN_LOG2_ALPHA * 0.125;
  const red = f32(word & 1023) * COLOR_STEP + COLOR_BASE, green = f32((word >> 10) & 1023) * COLOR_STEP + COLOR_BASE;
  const blue = f32((word >> 20) & 1023) * COLOR_STEP + COLOR_BASE;
  let closed = 0;
  for (let y = y0; y <= y1; y++) {
    const open = scratch + OPEN + (<usize>y << 2), left = load<i32>(open);
    if (left == 0) continue;
    const dy = f32(y) - my, half = sqrt<f32>(most(0, reach - fall * dy * dy)) + PIXEL_SLACK, middle = mx + shear * dy;
    const x0 = i32(most(0, ceil<f32>(middle - half))), x1 = i32(least(f32(w - 1), floor<f32>(middle + half)));
    const rule = rowRule(from, to, y), step = stepOf(rule), ccdy = cc * dy;
    let x = x0 + ((firstOf(rule) - x0) & (step - 1)), shut = 0;
    let at = scratch + <usize>y * ROW_BYTES + <usize>x * STATE_BYTES;
    for (; x <= x1; x += step, at += <usize>step * STATE_BYTES) {
      const t = load<f32>(at);
      if (t == 0) continue;
      const dx = f32(x) - mx, power = dy * (ccdy + cb * dx) + (ca * dx * dx + lo);
      if (!(power > limit)) continue;
      const weight = least(0.99, exp2Eighth(power)) * t;
      let after = t - weight;
      if (after <= 0.5 && t > 0.5 && ((x | y) & 1) == 0) {
        store<f32>(scratch + DEPTHS + <usize>(((y >> 1) << 4) + (x >> 1) << 2), load<f32>(record, 28));
      }
      if (!(after >= MIN_TRANSMITTANCE)) {
        after = 0;
        shut++;
      }
      store<f32>(at, after);
      store<f32>(at, load<f32>(at, 4) + weight * red, 4);
      store<f32>(at, load<f32>(at, 8) + weight * green, 8);
      store<f32>(at, load<f32>(at, 12) + weight * blue, 12);
    }
    if (shut > 0) {
      store<i32>(open, left - shut);
      closed += shut;
    }
  }
  return closed;
}

/** Draws one tile; see `blendTile` of ../blend. */
export function blendTile(framePtr: usize, eye: i32, tile: i32, from: i32, to: i32, scratch: usize): i32 {
  const frame = changetype<FrameBlock>(framePtr);
  const records = changetype<EyeBlock>(frame.eyes + <usize>eye * EYE_BYTES).records;
  const tilesX = frame.tilesX, entry = frame.offsets + (<usize>(eye * tilesX * frame.tilesY + tile) << 2);
  const end = load<u32>(entry, 4);
  const tx = (tile % tilesX) << 5, ty = (tile / tilesX) << 5, w = min(32, frame.width - tx), h = min(32, frame.height - ty);
  let at = load<u32>(entry);
  if (at == end) {
    clearTile(frame, eye, tx, ty);
    return samplesOf(from, to, w, h);
  }
  let open = clearStates(scratch, from, to, w, h);
  for (; at < end && open > 0; at++) {
    const record = records + <usize>load<u32>(frame.lists + (<usize>at << 2)) * RECORD_BYTES;
    open -= blendSplat(record, scratch, from, to, tx, ty, w, h);
  }
  return writeTile(frame, eye, from, to, tx, ty, w, h, scratch);
}
