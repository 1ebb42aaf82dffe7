// Tile lists: which splats touch which 32 × 32 tile, in depth order. Two passes over the order, count and fill; a splat that
// spans several rows and columns of tiles is cut to the exact interval of its ellipse in each row.
import { EMPTY_RECT, EyeBlock, FrameBlock, MIN_LOG2_ALPHA, RECORD_BYTES } from './frame';

const EYE_BYTES: usize = offsetof<EyeBlock>();

/** Slack in log2 units and pixels, so that rounding never drops a pixel that blending would have drawn. */
const LEVEL_SLACK: f32 = 0.002;
const PIXEL_SLACK: f32 = 0.02;

/** Visits the tiles of places [begin, end) of the order: counts them, or writes record numbers where `fill`. */
// @ts-ignore: decorator
@inline
function visit(frame: FrameBlock, begin: i32, end: i32, cursors: usize, fill: bool): void {
  const tilesX = frame.tilesX, tiles = tilesX * frame.tilesY, order = frame.orderB, lists = frame.lists;
  for (let place = begin; place < end; place++) {
    const record = load<u32>(order + (<usize>place << 2));
    for (let eye = 0; eye < frame.eyeCount; eye++) {
      const block = changetype<EyeBlock>(frame.eyes + <usize>eye * EYE_BYTES);
      const rect = load<u32>(block.rects + (<usize>record << 2));
      if (rect == EMPTY_RECT) continue;
      const x0 = rect & 255, y0 = (rect >> 8) & 255, x1 = (rect >> 16) & 255, y1 = rect >> 24;
      let row = cursors + <usize>((eye * tiles + y0 * tilesX) << 2);
      if (x0 == x1 || y0 == y1) {
        for (let y = y0; y <= y1; y++, row += <usize>tilesX << 2) mark(row, x0, x1, lists, record, fill);
        continue;
      }
      const from = block.records + <usize>record * RECORD_BYTES;
      const mx = load<f32>(from), my = load<f32>(from, 4);
      const p = -load<f32>(from, 8), q = -load<f32>(from, 12), r = -load<f32>(from, 16);
      const k = load<f32>(from, 20) - MIN_LOG2_ALPHA + LEVEL_SLACK;
      const determinant = p * r * 4 - q * q, fourPk = p * k * 4, half: f32 = <f32>0.5 / p;
      const top = -q * 0.5 / r * sqrt<f32>(r * k * 4 / determinant);
      for (let y = y0; y <= y1; y++, row += <usize>tilesX << 2) {
        const ya = f32(y << 5) + 0.5 - my, yb = ya + 31;
        const dyRight = min<f32>(max<f32>(top, ya), yb), dyLeft = min<f32>(max<f32>(-top, ya), yb);
        const right = mx + half * (sqrt<f32>(max<f32>(0, fourPk - determinant * dyRight * dyRight)) - q * dyRight);
        const left = mx - half * (sqrt<f32>(max<f32>(0, fourPk - determinant * dyLeft * dyLeft)) + q * dyLeft);
        // Tiles whose pixel centres, 0.5 to 31.5 from their edge, meet the interval.
        const a = max<i32>(x0, i32(ceil<f32>((left - PIXEL_SLACK - 31.5) * 0.03125)));
        const b = min<i32>(x1, i32(floor<f32>((right + PIXEL_SLACK - 0.5) * 0.03125)));
        mark(row, a, b, lists, record, fill);
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function mark(row: usize, x0: i32, x1: i32, lists: usize, record: u32, fill: bool): void {
  for (let x = x0; x <= x1; x++) {
    const cursor = row + (<usize>x << 2);
    const at = load<u32>(cursor);
    if (fill) store<u32>(lists + (<usize>at << 2), record);
    store<u32>(cursor, at + 1);
  }
}

/** Counts list entries a tile (eye by eye) into `cursors`, which is cleared first. */
export function countTiles(framePtr: usize, begin: i32, end: i32, cursors: usize): void {
  const frame = changetype<FrameBlock>(framePtr);
  memory.fill(cursors, 0, <usize>(frame.eyeCount * frame.tilesX * frame.tilesY) * 4);
  visit(frame, begin, end, cursors, false);
}

/** Writes the lists; `cursors` holds each tile's next place for this thread and is advanced. */
export function fillTiles(framePtr: usize, begin: i32, end: i32, cursors: usize): void {
  visit(changetype<FrameBlock>(framePtr), begin, end, cursors, true);
}

/**
 * Turns the threads' counts (rows of `tiles` counters) into write positions, in place, and writes every tile's list
 * offset; returns the number of entries.
 */
export function offsetTiles(framePtr: usize, counts: usize, threads: i32, tiles: i32): i32 {
  const offsets = changetype<FrameBlock>(framePtr).offsets;
  let total: u32 = 0;
  for (let tile = 0; tile < tiles; tile++) {
    store<u32>(offsets + (<usize>tile << 2), total);
    for (let thread = 0; thread < threads; thread++) {
      const at = counts + (<usize>(thread * tiles + tile) << 2);
      const count = load<u32>(at);
      store<u32>(at, total);
      total += count;
    }
  }
  store<u32>(offsets + (<usize>tiles << 2), total);
  return total;
}
