// Fills the pixels that a tile's level left out from those it drew. Two steps with a barrier between them, because a tile's
// right and lower edges look at the next tile's anchors: first the tiles at one pixel in sixteen are brought to one anchor a
// quad, then every quad is completed. Only anchors, which no step-two write touches, are read across tiles.
import { FrameBlock } from './frame';

// @ts-ignore: decorator
@inline
function pixel(color: usize, width: i32, x: i32, y: i32): usize {
  return color + (<usize>(y * width + x) << 2);
}

/** Rounded mean of two RGBA8 words. */
// @ts-ignore: decorator
@inline
function mean(a: u32, b: u32): u32 {
  return (a | b) - (((a ^ b) >> 1) & 0x7f7f7f7f);
}

/** Whether a tile and those right, below and diagonally below, whose anchors it looks at, hold no splats: all is clear already. */
function isBlank(frame: FrameBlock, eye: i32, tile: i32): bool {
  const tilesX = frame.tilesX, first = eye * tilesX * frame.tilesY;
  const lastX = min(tile % tilesX + 1, tilesX - 1), lastY = min(tile / tilesX + 1, frame.tilesY - 1);
  for (let y = tile / tilesX; y <= lastY; y++) {
    const row = frame.offsets + <usize>(first + y * tilesX) * 4;
    if (load<u32>(row + (<usize>(tile % tilesX) << 2)) != load<u32>(row + (<usize>(lastX + 1) << 2))) return false;
  }
  return true;
}

/** Step one, for a tile at level 0: anchors four pixels apart become anchors two pixels apart, depth as well. */
export function reconstructAnchors(framePtr: usize, eye: i32, tile: i32): void {
  const frame = changetype<FrameBlock>(framePtr);
  if (isBlank(frame, eye, tile)) return;
  const width = frame.width, height = frame.height, halfWidth = width >> 1, halfHeight = height >> 1;
  const color = frame.color + <usize>(eye * width * height) * 4;
  const depth = frame.depth + <usize>(eye * halfWidth * halfHeight) * 4;
  const x0 = (tile % frame.tilesX) << 5, y0 = (tile / frame.tilesX) << 5;
  const x1 = min(x0 + 32, width), y1 = min(y0 + 32, height);
  for (let y = y0; y < y1; y += 4) {
    const below = y + 4 < height ? y + 4 : y;
    for (let x = x0; x < x1; x += 4) {
      const right = x + 4 < width ? x + 4 : x;
      const a = load<u32>(pixel(color, width, x, y)), b = load<u32>(pixel(color, width, right, y));
      const c = load<u32>(pixel(color, width, x, below)), d = load<u32>(pixel(color, width, right, below));
      const ab = mean(a, b), hx = x >> 1, hy = y >> 1;
      const far = load<f32>(pixel(depth, halfWidth, hx, hy));
      const wide = hx + 1 < halfWidth, tall = hy + 1 < halfHeight;
      if (wide) {
        store<u32>(pixel(color, width, x + 2, y), ab);
        store<f32>(pixel(depth, halfWidth, hx + 1, hy), far);
      }
      if (tall) {
        store<u32>(pixel(color, width, x, y + 2), mean(a, c));
        store<f32>(pixel(depth, halfWidth, hx, hy + 1), far);
      }
      if (wide && tall) {
        store<u32>(pixel(color, width, x + 2, y + 2), mean(ab, mean(c, d)));
        store<f32>(pixel(depth, halfWidth, hx + 1, hy + 1), far);
      }
    }
  }
}

/** Even lanes of two vectors: the anchors of eight pixels. */
// @ts-ignore: decorator
@inline
function anchors(at: usize): v128 {
  return v128.shuffle<i32>(v128.load(at), v128.load(at, 16), 0, 2, 4, 6);
}

/** The anchors one quad further; the last one lies `ahead` bytes on. */
// @ts-ignore: decorator
@inline
function nextAnchors(now: v128, at: usize, ahead: usize): v128 {
  const last = v128.load32_splat(at + ahead);
  return v128.shuffle<i32>(now, last, 1, 2, 3, 4);
}

/** Completes quads four at a time from column `x` on; returns the column of the first that is left. */
// @ts-ignore: decorator
@inline
function completeEights(line: usize, under: usize, below: usize, x: i32, x1: i32, width: i32, level: i32): i32 {
  for (; x + 8 <= x1; x += 8) {
    const at = <usize>x << 2, ahead: usize = x + 8 < width ? 32 : 24;
    const a = anchors(line + at), an = nextAnchors(a, line + at, ahead);
    const c = anchors(below + at);
    const ac = i8x16.avgr_u(a, c);
    let top = i8x16.avgr_u(a, an), side = ac, corner: v128;
    if (level < 2) {
      const cn = nextAnchors(c, below + at, ahead);
      corner = i8x16.avgr_u(top, i8x16.avgr_u(c, cn));
    } else {
      // (1,1) is drawn, and (1,0) as well from level 3 on.
      corner = v128.shuffle<i32>(v128.load(under + at), v128.load(under + at, 16), 1, 3, 5, 7);
      side = i8x16.avgr_u(ac, corner);
      if (level == 2) top = i8x16.avgr_u(top, corner);
      else top = v128.shuffle<i32>(v128.load(line + at), v128.load(line + at, 16), 1, 3, 5, 7);
    }
    v128.store(line + at, v128.shuffle<i32>(a, top, 0, 4, 1, 5));
    v128.store(line + at, v128.shuffle<i32>(a, top, 2, 6, 3, 7), 16);
    v128.store(under + at, v128.shuffle<i32>(side, corner, 0, 4, 1, 5));
    v128.store(under + at, v128.shuffle<i32>(side, corner, 2, 6, 3, 7), 16);
  }
  return x;
}

/** Step two, for a tile at `level` 0 … 3: completes its quads. Even picture sizes. */
export function reconstructTile(framePtr: usize, eye: i32, tile: i32, level: i32): void {
  const frame = changetype<FrameBlock>(framePtr);
  if (isBlank(frame, eye, tile)) return;
  const width = frame.width, height = frame.height;
  const color = frame.color + <usize>(eye * width * height) * 4;
  const x0 = (tile % frame.tilesX) << 5, y0 = (tile / frame.tilesX) << 5;
  const x1 = min(x0 + 32, width), y1 = min(y0 + 32, height), pitch = <usize>width << 2;
  for (let y = y0; y < y1; y += 2) {
    const line = pixel(color, width, 0, y), under = line + pitch;
    const below = y + 2 < height ? line + pitch * 2 : line;
    let x = x0;
    if (ASC_FEATURE_SIMD) x = completeEights(line, under, below, x, x1, width, level);
    for (; x < x1; x += 2) {
      const at = <usize>x << 2, ahead: usize = x + 2 < width ? 8 : 0;
      const a = load<u32>(line + at), an = load<u32>(line + at + ahead);
      const c = load<u32>(below + at), cn = load<u32>(below + at + ahead);
      let top = mean(a, an), side = mean(a, c), corner = mean(top, mean(c, cn));
      if (level >= 2) {
        corner = load<u32>(under + at, 4);
        side = mean(side, corner);
        top = level == 2 ? mean(top, corner) : load<u32>(line + at, 4);
      }
      store<u32>(line + at, top, 4);
      store<u32>(under + at, side);
      store<u32>(under + at, corner, 4);
    }
  }
}
