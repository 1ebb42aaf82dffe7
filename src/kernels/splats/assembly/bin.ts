// Tile lists: which splats touch which 32 × 32 tile, in depth order. Two passes over the order, count and fill; most splats carry
// their tiles as bits, the few large ones are cut to the exact interval of their ellipse row by row.
import { EyeBlock, FrameBlock, NO_TILES, RECORD_BYTES, RECORD_SHAPE } from './frame';

const EYE_BYTES: usize = offsetof<EyeBlock>();
const PIXEL_SLACK: f32 = 0.02;

/**
 * Visits the tiles of places [begin, end) of the order: counts them, or writes record numbers where `fill`. Stops early once there
 * are more than `most`. Returns how many there were.
 */
// @ts-ignore: decorator
@inline
function visit(frame: FrameBlock, begin: i32, end: i32, cursors: usize, fill: bool, most: u32): u32 {
  let entries: u32 = 0;
  const tilesX = frame.tilesX, tiles = tilesX * frame.tilesY, order = frame.order, lists = frame.lists;
  for (let place = begin; place < end && entries <= most; place++) {
    for (let eye = 0; eye < frame.eyeCount; eye++) {
      const block = changetype<EyeBlock>(frame.eyes + <usize>eye * EYE_BYTES);
      const word = load<u32>(block.ordered + (<usize>place << 2));
      if (word == NO_TILES) continue;
      const record = load<u32>(order + (<usize>place << 2));
      let bits = word >> 16;
      const first = cursors + <usize>((eye * tiles + ((word >> 8) & 255) * tilesX + (word & 255)) << 2);
      if (bits == 0) {
        entries += visitLarge(frame, block.records + <usize>record * RECORD_BYTES, record, cursors + <usize>(eye * tiles << 2), fill);
        continue;
      }
      entries += popcnt(bits);
      do {
        const bit = ctz(bits);
        mark(first + <usize>(((bit >> 2) * tilesX + (bit & 3)) << 2), lists, record, fill);
        bits &= bits - 1;
      } while (bits);
    }
  }
  return entries;
}

// @ts-ignore: decorator
@inline
function mark(cursor: usize, lists: usize, record: u32, fill: bool): void {
  const at = load<u32>(cursor);
  if (fill) store<u32>(lists + (<usize>at << 2), record);
  store<u32>(cursor, at + 1);
}

/** A splat of more than four tiles a side: each row's interval of tiles from the ellipse's chords. Returns how many tiles. */
function visitLarge(frame: FrameBlock, from: usize, record: u32, cursors: usize, fill: bool): u32 {
  let entries: u32 = 0;
  const tilesX = frame.tilesX, mx = load<f32>(from), my = load<f32>(from, 4);
  const shear = load<f32>(from, RECORD_SHAPE), reach = load<f32>(from, RECORD_SHAPE + 4);
  const fall = load<f32>(from, RECORD_SHAPE + 8), peak = load<f32>(from, RECORD_SHAPE + 12);
  const tall = sqrt<f32>(reach / fall);
  const y0 = max<i32>(0, i32(max<f32>(0, my - tall)) >> 5);
  const y1 = min<i32>(frame.tilesY - 1, i32(min<f32>(f32(frame.height), my + tall)) >> 5);
  for (let y = y0; y <= y1; y++) {
    const ya = f32(y << 5) + 0.5 - my, yb = ya + 31;
    const dr = min<f32>(max<f32>(peak, ya), yb), dl = min<f32>(max<f32>(-peak, ya), yb);
    const right = mx + shear * dr + sqrt<f32>(max<f32>(0, reach - fall * dr * dr));
    const left = mx + shear * dl - sqrt<f32>(max<f32>(0, reach - fall * dl * dl));
    const x0 = i32(max<f32>(0, ceil<f32>((left - PIXEL_SLACK - 31.5) * 0.03125)));
    const x1 = i32(min<f32>(f32(tilesX - 1), floor<f32>((right + PIXEL_SLACK - 0.5) * 0.03125)));
    for (let x = x0; x <= x1; x++, entries++) mark(cursors + (<usize>(y * tilesX + x) << 2), frame.lists, record, fill);
  }
  return entries;
}

/**
 * Counts list entries a tile (eye by eye) into `cursors`, which is cleared first. Gives up, with too high a count, once there are more
 * than `most`, below 2³¹.
 */
export function countTiles(framePtr: usize, begin: i32, end: i32, cursors: usize, most: u32): void {
  const frame = changetype<FrameBlock>(framePtr);
  memory.fill(cursors, 0, <usize>(frame.eyeCount * frame.tilesX * frame.tilesY) * 4);
  visit(frame, begin, end, cursors, false, most);
}

/** Writes the lists; `cursors` holds each tile's next place for this thread and is advanced. */
export function fillTiles(framePtr: usize, begin: i32, end: i32, cursors: usize): void {
  visit(changetype<FrameBlock>(framePtr), begin, end, cursors, true, 0x7fffffff);
}

/**
 * Turns the threads' counts (rows of `tiles` counters) into write positions, in place, and writes every tile's list
 * offset; returns the number of entries, at most 2³¹ − 1.
 */
export function offsetTiles(framePtr: usize, counts: usize, threads: i32, tiles: i32): i32 {
  const offsets = changetype<FrameBlock>(framePtr).offsets;
  let total: u64 = 0;
  for (let tile = 0; tile < tiles; tile++) {
    store<u32>(offsets + (<usize>tile << 2), <u32>total);
    for (let thread = 0; thread < threads; thread++) {
      const at = counts + (<usize>(thread * tiles + tile) << 2);
      const count = load<u32>(at);
      store<u32>(at, <u32>total);
      total += count;
    }
  }
  store<u32>(offsets + (<usize>tiles << 2), <u32>total);
  return <i32>min<u64>(total, 0x7fffffff);
}
