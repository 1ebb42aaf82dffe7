// From a block's state to the picture: RGBA8, premultiplied, and depths of the pixels that are the first of their quad.
import { FrameBlock } from './frame';
import { madd, splat, truncate } from '../../common/assembly/simd';

/** Four samples of vector `line` of a state as RGBA8. */
// @ts-ignore: decorator
@inline
function pixels(state: usize, line: usize): v128 {
  const at = state + (line << 4), scale = splat(255), round = splat(0.5), full = splat(255), zero = splat(0);
  const r = truncate(f32x4.pmin(madd(f32x4.pmax(v128.load(at, 64), zero), scale, round), full));
  const g = truncate(f32x4.pmin(madd(f32x4.pmax(v128.load(at, 128), zero), scale, round), full));
  const b = truncate(f32x4.pmin(madd(f32x4.pmax(v128.load(at, 192), zero), scale, round), full));
  const a = truncate(madd(f32x4.sub(splat(1), v128.load(at)), scale, round));
  return v128.or(v128.or(r, i32x4.shl(g, 8)), v128.or(i32x4.shl(b, 16), i32x4.shl(a, 24)));
}

/** Depths of vector `line`: of the splat at which light fell below one half, else 0. */
// @ts-ignore: decorator
@inline
function depths(state: usize, line: usize): v128 {
  const at = state + (line << 4);
  return v128.and(v128.load(at, 256), f32x4.le(v128.load(at), splat(0.5)));
}

/** Start of row `y` of an eye's picture. */
// @ts-ignore: decorator
@inline
function colorRow(frame: FrameBlock, eye: i32, y: i32): usize {
  return frame.color + <usize>((eye * frame.height + y) * frame.width) * 4;
}

/** Start of the depths of the quads in pixel row `y`. */
// @ts-ignore: decorator
@inline
function depthRow(frame: FrameBlock, eye: i32, y: i32): usize {
  return frame.depth + <usize>((eye * (frame.height >> 1) + (y >> 1)) * (frame.width >> 1)) * 4;
}

/** Stores four lanes `step` words apart, those before `width`. */
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
  if (x < width) v128.store32_lane(at, value, 0);
  if (x + step < width) v128.store32_lane(at + gap, value, 1);
  if (x + 2 * step < width) v128.store32_lane(at + gap * 2, value, 2);
}

/** 4 × 4 pixels, a row a vector. Widths are even, so that a row is whole or half inside. */
export function writeFull(frame: FrameBlock, eye: i32, state: usize, x: i32, y: i32): void {
  const whole = x + 4 <= frame.width, lines = min(4, frame.height - y);
  for (let line = 0; line < lines; line++) {
    const value = pixels(state, line), at = colorRow(frame, eye, y + line) + (<usize>x << 2);
    if (whole) v128.store(at, value);
    else v128.store64_lane(at, value, 0);
    if (line & 1) continue;
    const half = depthRow(frame, eye, y + line) + (<usize>(x >> 1) << 2), depth = depths(state, line);
    v128.store32_lane(half, depth, 0);
    if (whole) v128.store32_lane(half, depth, 2, 4);
  }
}

/** Every other pixel of 4 × 4, two rows a vector: columns 0 and 2 of the first, 1 and 3 of the second. */
export function writeHalf(frame: FrameBlock, eye: i32, state: usize, x: i32, y: i32): void {
  const whole = x + 4 <= frame.width, pairs = min(2, (frame.height - y) >> 1);
  for (let line = 0; line < pairs; line++) {
    const value = pixels(state, line), depth = depths(state, line), first = y + 2 * line;
    const upper = colorRow(frame, eye, first) + (<usize>x << 2), lower = colorRow(frame, eye, first + 1) + (<usize>x << 2);
    const half = depthRow(frame, eye, first) + (<usize>(x >> 1) << 2);
    v128.store32_lane(upper, value, 0);
    v128.store32_lane(lower, value, 2, 4);
    v128.store32_lane(half, depth, 0);
    if (!whole) continue;
    v128.store32_lane(upper, value, 1, 8);
    v128.store32_lane(lower, value, 3, 12);
    v128.store32_lane(half, depth, 1, 4);
  }
}

/** The other half of 4 × 4 pixels, two rows a vector: columns 1 and 3 of the first, 0 and 2 of the second. No depths. */
export function writeOther(frame: FrameBlock, eye: i32, state: usize, x: i32, y: i32): void {
  const whole = x + 4 <= frame.width, pairs = min(2, (frame.height - y) >> 1);
  for (let line = 0; line < pairs; line++) {
    const value = pixels(state, line), first = y + 2 * line;
    const upper = colorRow(frame, eye, first) + (<usize>x << 2), lower = colorRow(frame, eye, first + 1) + (<usize>x << 2);
    v128.store32_lane(upper, value, 0, 4);
    v128.store32_lane(lower, value, 2);
    if (!whole) continue;
    v128.store32_lane(upper, value, 1, 12);
    v128.store32_lane(lower, value, 3, 8);
  }
}

/** What the first pass leaves of 4 × 4 pixels: the odd columns of even rows in one vector, then a vector for each odd row. No depths. */
export function writeRest(frame: FrameBlock, eye: i32, state: usize, x: i32, y: i32): void {
  const whole = x + 4 <= frame.width, pairs = min(2, (frame.height - y) >> 1), gaps = pixels(state, 0);
  for (let line = 0; line < pairs; line++) {
    const value = pixels(state, line + 1), first = y + 2 * line;
    const upper = colorRow(frame, eye, first) + (<usize>x << 2), lower = colorRow(frame, eye, first + 1) + (<usize>x << 2);
    const pair = line == 0 ? gaps : v128.shuffle<i32>(gaps, gaps, 2, 3, 2, 3);
    v128.store32_lane(upper, pair, 0, 4);
    if (!whole) {
      v128.store64_lane(lower, value, 0);
      continue;
    }
    v128.store32_lane(upper, pair, 1, 12);
    v128.store(lower, value);
  }
}

/** Four by two samples `step` pixels apart from (x, y) on; `deep` where they are anchors of their quads. */
export function writeSpread(frame: FrameBlock, eye: i32, state: usize, x: i32, y: i32, step: i32, deep: bool): void {
  for (let line = 0; line < 2; line++, y += step) {
    if (y >= frame.height) break;
    storeSpread(colorRow(frame, eye, y), x, step, frame.width, pixels(state, line));
    if (deep) storeSpread(depthRow(frame, eye, y), x >> 1, step >> 1, frame.width >> 1, depths(state, line));
  }
}
