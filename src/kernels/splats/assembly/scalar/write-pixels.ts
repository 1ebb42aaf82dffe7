// From the states of a tile to the picture: RGBA8, premultiplied, and depths of the pixels that are the first of their quad.
import { FrameBlock } from '../frame';
import { DEPTHS, ROW_BYTES, STATE_BYTES } from './blend-scratch';
import { firstOf, rowRule, stepOf } from './pattern';
import { least, most } from './select';

// @ts-ignore: decorator
@inline
function byteOf(value: f32): u32 {
  return u32(least(most(0, value) * 255 + 0.5, 255));
}

/** Writes the samples of a tile cut to w × h. Returns how many there are. */
export function writeTile(
  frame: FrameBlock, eye: i32, from: i32, to: i32, tx: i32, ty: i32, w: i32, h: i32, scratch: usize,
): i32 {
  const width = frame.width, height = frame.height, halfWidth = width >> 1;
  const color = frame.color + (<usize>((eye * height + ty) * width + tx) << 2);
  const depth = frame.depth + (<usize>((eye * (height >> 1) + (ty >> 1)) * halfWidth + (tx >> 1)) << 2);
  let samples = 0;
  for (let y = 0; y < h; y++) {
    const rule = rowRule(from, to, y), step = stepOf(rule), first = firstOf(rule);
    if (step == 0) continue;
    const row = color + (<usize>(y * width) << 2), states = scratch + <usize>y * ROW_BYTES;
    for (let x = first; x < w; x += step, samples++) {
      const state = states + <usize>x * STATE_BYTES;
      const r = byteOf(load<f32>(state, 4)), g = byteOf(load<f32>(state, 8)), b = byteOf(load<f32>(state, 12));
      store<u32>(row + (<usize>x << 2), r | (g << 8) | (b << 16) | (u32((<f32>1 - load<f32>(state)) * 255 + 0.5) << 24));
    }
    // Even rows hold the first pixels of quads where the row starts with one.
    if (y & 1 || first != 0) continue;
    const half = depth + (<usize>((y >> 1) * halfWidth) << 2), depths = scratch + DEPTHS + <usize>(y >> 1 << 6);
    for (let x = 0; x < w; x += max(2, step)) store<f32>(half + (<usize>(x >> 1) << 2), load<f32>(depths + (<usize>(x >> 1) << 2)));
  }
  return samples;
}
