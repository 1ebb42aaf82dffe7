// Depth order: stable two-pass radix sort of 16-bit keys, split over threads. The host runs the four steps with a barrier
// after each; every thread owns a row of 256 counters and derives its own offsets from all rows.
import { CHUNK_BYTES, CHUNK_RECORD, CHUNK_VISIBLE, EyeBlock, FrameBlock } from './frame';

const BINS: usize = 256;
const EYE_BYTES: usize = offsetof<EyeBlock>();

/** Counts low key bytes of the records of chunks [begin, end). */
export function countLow(framePtr: usize, begin: i32, end: i32, counts: usize): void {
  const frame = changetype<FrameBlock>(framePtr);
  memory.fill(counts, 0, BINS * 4);
  for (let chunk = begin; chunk < end; chunk++) {
    const row = frame.chunks + <usize>chunk * CHUNK_BYTES;
    const first = frame.keys + ((<usize>load<u32>(row, CHUNK_RECORD)) << 1);
    const last = first + ((<usize>load<u32>(row, CHUNK_VISIBLE)) << 1);
    for (let at = first; at < last; at += 2) {
      const bin = counts + ((<usize>load<u8>(at)) << 2);
      store<u32>(bin, load<u32>(bin) + 1);
    }
  }
}

/** Turns all threads' counters into thread `self`'s write positions (bins first, then threads), in place of its own row `to`. */
export function offsetsOf(allCounts: usize, threads: i32, self: i32, to: usize): void {
  let total: u32 = 0;
  for (let bin: usize = 0; bin < BINS; bin++) {
    for (let thread = 0; thread < threads; thread++) {
      if (thread == self) store<u32>(to + (bin << 2), total);
      total += load<u32>(allCounts + (<usize>thread * BINS + bin) * 4);
    }
  }
}

/** Moves records of chunks [begin, end) into order of the low key byte, the high byte kept on top of the record number. */
export function scatterLow(framePtr: usize, begin: i32, end: i32, offsets: usize): void {
  const frame = changetype<FrameBlock>(framePtr);
  const to = frame.orderA;
  for (let chunk = begin; chunk < end; chunk++) {
    const row = frame.chunks + <usize>chunk * CHUNK_BYTES;
    const first = load<u32>(row, CHUNK_RECORD),
      last = first + load<u32>(row, CHUNK_VISIBLE);
    for (let record = first; record < last; record++) {
      const key = <u32>load<u16>(frame.keys + ((<usize>record) << 1));
      const bin = offsets + ((<usize>key & 255) << 2);
      const place = load<u32>(bin);
      store<u32>(bin, place + 1);
      store<u32>(to + ((<usize>place) << 2), ((key >> 8) << 24) | record);
    }
  }
}

/** Counts high key bytes of places [begin, end) of the half-sorted order. */
export function countHigh(framePtr: usize, begin: i32, end: i32, counts: usize): void {
  const from = changetype<FrameBlock>(framePtr).orderA;
  memory.fill(counts, 0, BINS * 4);
  for (let at = from + ((<usize>begin) << 2), stop = from + ((<usize>end) << 2); at < stop; at += 4) {
    const bin = counts + ((<usize>load<u8>(at, 3)) << 2);
    store<u32>(bin, load<u32>(bin) + 1);
  }
}

/**
 * Moves places [begin, end) into the final order, near to far, as bare record numbers, and each eye's tile words with them, so
 * that tile lists are made from words in sequence.
 */
export function scatterHigh(framePtr: usize, begin: i32, end: i32, offsets: usize): void {
  const frame = changetype<FrameBlock>(framePtr);
  const from = frame.orderA, to = frame.orderB, stereo = frame.eyeCount > 1;
  const left = changetype<EyeBlock>(frame.eyes), right = changetype<EyeBlock>(frame.eyes + EYE_BYTES);
  for (let at = from + (<usize>begin << 2), stop = from + (<usize>end << 2); at < stop; at += 4) {
    const word = load<u32>(at);
    const bin = offsets + (<usize>(word >> 24) << 2);
    const place = load<u32>(bin);
    store<u32>(bin, place + 1);
    const target = <usize>place << 2, source = <usize>(word & 0xffffff) << 2;
    store<u32>(to + target, word & 0xffffff);
    store<u32>(left.ordered + target, load<u32>(left.rects + source));
    if (stereo) store<u32>(right.ordered + target, load<u32>(right.rects + source));
  }
}
