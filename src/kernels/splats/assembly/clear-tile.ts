// Tiles without splats, and how many pixels a tile's passes draw; scalar code for all builds.
import { FrameBlock } from './frame';

/** Offset of a pass inside the quad: (0,0), (1,1), (1,0), (0,1). */
// @ts-ignore: decorator
@inline
export function passX(pass: i32): i32 {
  return i32(pass == 1) | i32(pass == 2);
}

// @ts-ignore: decorator
@inline
export function passY(pass: i32): i32 {
  return i32(pass == 1) | i32(pass == 3);
}

/** Pixels that the passes after `from` up to `to` draw of a tile cut to w × h; 0 to 0 is one pixel in sixteen. */
export function samplesOf(from: i32, to: i32, w: i32, h: i32): i32 {
  if (to == 0) return ((w + 3) >> 2) * ((h + 3) >> 2);
  let samples = 0;
  for (let pass = from; pass < to; pass++) samples += ((w + 1 - passX(pass)) >> 1) * ((h + 1 - passY(pass)) >> 1);
  return samples;
}

/** Makes the tile whose first pixel is (tx, ty) transparent everywhere, at the price of a few fills. */
export function clearTile(frame: FrameBlock, eye: i32, tx: i32, ty: i32): void {
  const width = frame.width, height = frame.height, halfWidth = width >> 1;
  const w = min(32, width - tx), h = min(32, height - ty);
  let color = frame.color + <usize>((eye * height + ty) * width + tx) * 4;
  let depth = frame.depth + <usize>((eye * (height >> 1) + (ty >> 1)) * halfWidth + (tx >> 1)) * 4;
  for (let line = 0; line < h; line++, color += <usize>width << 2) memory.fill(color, 0, <usize>w << 2);
  for (let line = 0; line < h >> 1; line++, depth += <usize>halfWidth << 2) memory.fill(depth, 0, <usize>(w >> 1) << 2);
}
