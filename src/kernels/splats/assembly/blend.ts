// Front-to-back blending of one tile of 32 × 32 pixels.
//
// The tile's list is taken in batches. For each splat of a batch the chords of its ellipse give a 64-bit mask of the 4 × 4 pixel
// units it can touch, and the splat joins the short lists of the blocks there. A block is 16 samples: 4 × 4 pixels where all are
// drawn, 8 × 4 where every other one is, 8 × 8 in a single pass over the quads, 16 × 16 in the far periphery. A pixel's arithmetic
// is the same whichever block computes it and skipped splats would have added nothing, so four passes equal the full tile bit
// for bit.
import { blendFull } from './blend-full';
import { BATCH, LENGTHS, LISTS, STATE_BYTES, STATES } from './blend-scratch';
import { blendAnchors, blendHalf, blendPass } from './blend-thin';
import { EyeBlock, FrameBlock } from './frame';
import { gather } from './gather';
import { madd, splat, truncate } from './simd';

const EYE_BYTES: usize = offsetof<EyeBlock>();

/** What is drawn in one go. */
const FULL = 0, HALF = 1, PASSES = 2, SIXTEENTH = 3;

/** Which way to draw the passes after level `from` up to `to`; 0 to 0 is one pixel in sixteen. */
// @ts-ignore: decorator
@inline
function wayOf(from: i32, to: i32): i32 {
  if (to == 0) return SIXTEENTH;
  if (from == 0 && to == 4) return FULL;
  return from == 0 && to == 2 ? HALF : PASSES;
}

// @ts-ignore: decorator
@inline
function clearStates(scratch: usize, blocks: i32): void {
  memory.fill(scratch + STATES, 0, STATE_BYTES * <usize>blocks);
  const one = splat(1);
  for (let block = 0; block < blocks; block++) {
    const state = scratch + STATES + <usize>block * STATE_BYTES;
    v128.store(state, one); v128.store(state, one, 16); v128.store(state, one, 32); v128.store(state, one, 48);
  }
}

/** Draws the block's list at pixel (x, y) for one way; `pass` 0 … 3 where single passes are drawn. */
// @ts-ignore: decorator
@inline
function blend(way: i32, pass: i32, scratch: usize, state: usize, list: usize, count: i32, x: i32, y: i32): bool {
  const px = f32(x) + 0.5, py = f32(y) + 0.5;
  if (way == FULL) return blendFull(scratch, state, list, count, px, py);
  if (way == HALF) return blendHalf(scratch, state, list, count, px, py);
  if (way == SIXTEENTH) return blendAnchors(scratch, state, list, count, px, py, 4);
  if (pass == 0) return blendAnchors(scratch, state, list, count, px, py, 2);
  return blendPass(scratch, state, list, count, px + f32(passX(pass)), py + f32(passY(pass)));
}

/** Offset of a pass inside the quad: (0,0), (1,1), (1,0), (0,1). */
// @ts-ignore: decorator
@inline
function passX(pass: i32): i32 {
  return i32(pass == 1) | i32(pass == 2);
}

// @ts-ignore: decorator
@inline
function passY(pass: i32): i32 {
  return i32(pass == 1) | i32(pass == 3);
}

/** Pixels that a way draws of a tile cut to w × h. */
function samplesOf(way: i32, from: i32, to: i32, w: i32, h: i32): i32 {
  if (way == FULL) return w * h;
  if (way == SIXTEENTH) return ((w + 3) >> 2) * ((h + 3) >> 2);
  let samples = 0;
  for (let pass = from; pass < to; pass++) samples += ((w + 1 - passX(pass)) >> 1) * ((h + 1 - passY(pass)) >> 1);
  return samples;
}

/** A tile without splats: transparent everywhere, at the price of a few fills. */
function clearTile(frame: FrameBlock, eye: i32, way: i32, from: i32, to: i32, tx: i32, ty: i32): i32 {
  const width = frame.width, height = frame.height, halfWidth = width >> 1;
  const w = min(32, width - tx), h = min(32, height - ty);
  let color = frame.color + <usize>((eye * height + ty) * width + tx) * 4;
  let depth = frame.depth + <usize>((eye * (height >> 1) + (ty >> 1)) * halfWidth + (tx >> 1)) * 4;
  for (let line = 0; line < h; line++, color += <usize>width << 2) memory.fill(color, 0, <usize>w << 2);
  for (let line = 0; line < h >> 1; line++, depth += <usize>halfWidth << 2) memory.fill(depth, 0, <usize>(w >> 1) << 2);
  return samplesOf(way, from, to, w, h);
}

/**
 * Draws one tile. `from` and `to` are levels: the passes after `from` up to `to` are drawn; `to` 0 is one pixel in sixteen.
 * Returns the pixels shaded.
 */
export function blendTile(framePtr: usize, eye: i32, tile: i32, from: i32, to: i32, scratch: usize): i32 {
  const frame = changetype<FrameBlock>(framePtr);
  const records = changetype<EyeBlock>(frame.eyes + <usize>eye * EYE_BYTES).records;
  const tilesX = frame.tilesX, entry = frame.offsets + (<usize>(eye * tilesX * frame.tilesY + tile) << 2);
  let at = load<u32>(entry);
  const end = load<u32>(entry, 4);
  const tx = (tile % tilesX) << 5, ty = (tile / tilesX) << 5;
  const way = wayOf(from, to);
  if (at == end) return clearTile(frame, eye, way, from, to, tx, ty);
  const columnStep = way == FULL ? 1 : way == SIXTEENTH ? 4 : 2, rowStep = way == FULL || way == HALF ? 1 : columnStep;
  const columns = 8 / columnStep, rows = 8 / rowStep, perPass = columns * rows, passes = way == PASSES ? to - from : 1;
  const blockWidth = columnStep << 2, blockHeight = rowStep << 2;
  clearStates(scratch, perPass * passes);
  // Blocks whose first pixel lies outside the picture are never drawn.
  let visible: u64 = 0;
  for (let row = 0; row < rows; row++) {
    if (ty + row * blockHeight >= frame.height) break;
    for (let column = 0; column < columns; column++) {
      if (tx + column * blockWidth < frame.width) visible |= <u64>1 << ((row << 3) + column);
    }
  }
  let alive = visible;
  while (at < end && alive) {
    const count = <i32>min<u32>(end - at, <u32>BATCH);
    gather(records, frame.lists + (<usize>at << 2), count, scratch, f32(tx), f32(ty), columnStep, rowStep, alive);
    at += count;
    for (let rest = alive; rest; rest &= rest - 1) {
      const bit = <i32>ctz(rest);
      const n = load<i32>(scratch + LENGTHS + (<usize>bit << 2));
      if (n == 0) continue;
      const list = scratch + LISTS + <usize>bit * BATCH, block = (bit >> 3) * columns + (bit & 7);
      const x = tx + (bit & 7) * blockWidth, y = ty + (bit >> 3) * blockHeight;
      let open = false;
      for (let pass = 0; pass < passes; pass++) {
        const state = scratch + STATES + <usize>(pass * perPass + block) * STATE_BYTES;
        if (blend(way, from + pass, scratch, state, list, n, x, y)) open = true;
      }
      if (!open) alive &= ~(<u64>1 << bit);
    }
  }
  let shaded = 0;
  for (let pass = 0; pass < passes; pass++) {
    for (let rest = visible; rest; rest &= rest - 1) {
      const bit = <i32>ctz(rest), block = (bit >> 3) * columns + (bit & 7);
      const state = scratch + STATES + <usize>(pass * perPass + block) * STATE_BYTES;
      shaded += write(frame, eye, way, from + pass, state, tx + (bit & 7) * blockWidth, ty + (bit >> 3) * blockHeight);
    }
  }
  return shaded;
}

/** Four pixels of row `row` of a block as RGBA8, premultiplied. */
// @ts-ignore: decorator
@inline
function pixels(state: usize, row: usize): v128 {
  const at = state + (row << 4), scale = splat(255), round = splat(0.5), full = splat(255);
  const zero = splat(0);
  const r = truncate(f32x4.pmin(madd(f32x4.pmax(v128.load(at, 64), zero), scale, round), full));
  const g = truncate(f32x4.pmin(madd(f32x4.pmax(v128.load(at, 128), zero), scale, round), full));
  const b = truncate(f32x4.pmin(madd(f32x4.pmax(v128.load(at, 192), zero), scale, round), full));
  const a = truncate(madd(f32x4.sub(splat(1), v128.load(at)), scale, round));
  return v128.or(v128.or(r, i32x4.shl(g, 8)), v128.or(i32x4.shl(b, 16), i32x4.shl(a, 24)));
}

/** Depth of the anchor where light fell below one half, else 0. */
// @ts-ignore: decorator
@inline
function depths(state: usize, row: usize): v128 {
  const at = state + (row << 4);
  return v128.and(v128.load(at, 256), f32x4.le(v128.load(at), splat(0.5)));
}

/** Stores four lanes `step` pixels apart, those inside the picture. */
// @ts-ignore: decorator
@inline
function storeSpread(row: usize, x: i32, step: i32, width: i32, value: v128): void {
  const at = row + (<usize>x << 2), gap = <usize>step << 2;
  if (x + 3 * step < width) {
    v128.store32_lane(at, value, 0);
    v128.store32_lane(at + gap, value, 1);
    v128.store32_lane(at + gap * 2, value, 2);
    v128.store32_lane(at + gap * 3, value, 3);
    return;
  }
  if (x < width) store<u32>(row + (<usize>x << 2), i32x4.extract_lane(value, 0));
  if (x + step < width) store<u32>(row + (<usize>(x + step) << 2), i32x4.extract_lane(value, 1));
  if (x + 2 * step < width) store<u32>(row + (<usize>(x + 2 * step) << 2), i32x4.extract_lane(value, 2));
  if (x + 3 * step < width) store<u32>(row + (<usize>(x + 3 * step) << 2), i32x4.extract_lane(value, 3));
}

/** Writes a block's pixels, and the depths of those that are the first of their quad. Returns the pixels inside the picture. */
function write(frame: FrameBlock, eye: i32, way: i32, pass: i32, state: usize, x0: i32, y0: i32): i32 {
  const width = frame.width, height = frame.height, halfWidth = width >> 1;
  const color = frame.color + <usize>(eye * width * height) * 4;
  const depth = frame.depth + <usize>(eye * halfWidth * (height >> 1)) * 4;
  const step = way == FULL ? 1 : way == SIXTEENTH ? 4 : 2, lineStep = way == FULL || way == HALF ? 1 : step;
  let shaded = 0;
  for (let line = 0; line < 4; line++) {
    const odd = way == HALF && line & 1;
    const x = x0 + (way == PASSES ? passX(pass) : odd ? 1 : 0), y = y0 + line * lineStep + (way == PASSES ? passY(pass) : 0);
    if (y >= height) break;
    const value = pixels(state, line), target = color + <usize>(y * width) * 4;
    if (way == FULL && x + 4 <= width) v128.store(target + (<usize>x << 2), value);
    else storeSpread(target, x, step, width, value);
    shaded += max(0, min(4, (width - x + step - 1) / step));
    if (y & 1 || odd || (way == PASSES && pass != 0)) continue;
    const half = depth + <usize>((y >> 1) * halfWidth) * 4, d = depths(state, line);
    if (way != FULL) storeSpread(half, x >> 1, step >> 1, halfWidth, d);
    else {
      if (x < width) store<f32>(half + (<usize>(x >> 1) << 2), f32x4.extract_lane(d, 0));
      if (x + 2 < width) store<f32>(half + (<usize>((x >> 1) + 1) << 2), f32x4.extract_lane(d, 2));
    }
  }
  return shaded;
}
