// Front-to-back blending of one tile of 32 × 32 pixels.
//
// The tile's list is taken in batches. For each splat of a batch the chords of its ellipse give a 64-bit mask of the 4 × 4 pixel
// units it can touch, and the splat joins the short lists of the blocks there. A block is 4 × 4 pixels where all, all
// but the first of every quad or every other one is drawn, 8 × 4 in a single pass over the quads, 16 × 8 in the far periphery. A pixel's arithmetic
// is the same whichever block computes it and skipped splats would have added nothing, so four passes equal the full tile bit
// for bit.
import { blendFull } from './blend-full';
import { BATCH, LENGTHS, LISTS, STATE_BYTES, STATES } from './blend-scratch';
import { blendRest } from './blend-rest';
import { blendAnchors, blendHalf, blendOther, blendPass } from './blend-thin';
import { clearTile, passX, passY, samplesOf } from './clear-tile';
import { EyeBlock, FrameBlock } from './frame';
import { gather } from './gather';
import { splat } from '../../common/assembly/simd';
import { writeFull, writeHalf, writeOther, writeRest, writeSpread } from './write-pixels';

const EYE_BYTES: usize = offsetof<EyeBlock>();

/** What is drawn in one go. */
const FULL = 0, HALF = 1, PASSES = 2, SIXTEENTH = 3, REST = 4, OTHER = 5;

/** Which way to draw the passes after level `from` up to `to`; 0 to 0 is one pixel in sixteen. */
// @ts-ignore: decorator
@inline
function wayOf(from: i32, to: i32): i32 {
  if (to == 0) return SIXTEENTH;
  if (to == 4 && from < 3) return from == 0 ? FULL : from == 1 ? REST : OTHER;
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
  if (way == REST) return blendRest(scratch, state, list, count, px, py);
  if (way == OTHER) return blendOther(scratch, state, list, count, px, py);
  if (way == SIXTEENTH) return blendAnchors(scratch, state, list, count, px, py, 4);
  if (pass == 0) return blendAnchors(scratch, state, list, count, px, py, 2);
  return blendPass(scratch, state, list, count, px + f32(passX(pass)), py + f32(passY(pass)));
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
  const samples = samplesOf(from, to, min(32, frame.width - tx), min(32, frame.height - ty));
  if (at == end) {
    clearTile(frame, eye, tx, ty);
    return samples;
  }
  const blockWidth = way == PASSES ? 8 : way == SIXTEENTH ? 16 : 4, blockHeight = way == SIXTEENTH ? 8 : 4;
  const columns = 32 / blockWidth, rows = 32 / blockHeight, perPass = columns * rows, passes = way == PASSES ? to - from : 1;
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
    gather(records, frame.lists + (<usize>at << 2), count, scratch, f32(tx), f32(ty), blockWidth, alive);
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
  for (let pass = 0; pass < passes; pass++) {
    for (let rest = visible; rest; rest &= rest - 1) {
      const bit = <i32>ctz(rest), block = (bit >> 3) * columns + (bit & 7);
      const state = scratch + STATES + <usize>(pass * perPass + block) * STATE_BYTES;
      const x = tx + (bit & 7) * blockWidth, y = ty + (bit >> 3) * blockHeight;
      if (way == FULL) writeFull(frame, eye, state, x, y);
      else if (way == HALF) writeHalf(frame, eye, state, x, y);
      else if (way == REST) writeRest(frame, eye, state, x, y);
      else if (way == OTHER) writeOther(frame, eye, state, x, y);
      else writeSpread(frame, eye, state, x + passX(from + pass), y + passY(from + pass), way == SIXTEENTH ? 4 : 2, from + pass == 0);
    }
  }
  return samples;
}
