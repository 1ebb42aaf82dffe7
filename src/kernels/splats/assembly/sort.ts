// Depth order: a counting sort of 16-bit keys, one bin a key, split over threads. Its 65 536 counters would thrash the cache if keys
// came at random; but chunks are compact in space, so a chunk's keys fall into a narrow window of bins and of places, and neighbours
// rarely share a bin, so that no counter waits for its own last store. Half the time of a two-pass radix sort. The host runs the two
// steps with a barrier between; every thread owns a row of counters and derives its own places from all rows. Stable, and the same
// for any number of threads.
import { CHUNK_BYTES, CHUNK_RECORD, CHUNK_VISIBLE, EyeBlock, FrameBlock } from './frame';

const BINS: usize = 65536;
const EYE_BYTES: usize = offsetof<EyeBlock>();

/** Step one: counts the keys of the records of chunks [begin, end). */
export function countKeys(framePtr: usize, begin: i32, end: i32, counts: usize): void {
  const frame = changetype<FrameBlock>(framePtr);
  memory.fill(counts, 0, BINS * 4);
  for (let chunk = begin; chunk < end; chunk++) {
    const row = frame.chunks + <usize>chunk * CHUNK_BYTES;
    const first = frame.keys + (<usize>load<u32>(row, CHUNK_RECORD) << 1);
    const last = first + (<usize>load<u32>(row, CHUNK_VISIBLE) << 1);
    for (let at = first; at < last; at += 2) {
      const bin = counts + (<usize>load<u16>(at) << 2);
      store<u32>(bin, load<u32>(bin) + 1);
    }
  }
}

/** Turns all threads' counters into thread `self`'s places (bins first, then threads), written to its own row `to`. */
export function offsetsOf(allCounts: usize, threads: i32, self: i32, to: usize): void {
  let total: u32 = 0;
  for (let bin: usize = 0; bin < BINS * 4; bin += 4) {
    for (let thread = 0; thread < threads; thread++) {
      if (thread == self) store<u32>(to + bin, total);
      total += load<u32>(allCounts + <usize>thread * BINS * 4 + bin);
    }
  }
}

/**
 * Step two: writes the record numbers of chunks [begin, end) to their places, near to far, and each eye's tile words with them, so
 * that tile lists are made from words in sequence; with no eyes, the order alone.
 */
export function scatterKeys(framePtr: usize, begin: i32, end: i32, places: usize): void {
  const frame = changetype<FrameBlock>(framePtr), to = frame.order, eyes = frame.eyeCount;
  const left = changetype<EyeBlock>(frame.eyes), right = changetype<EyeBlock>(frame.eyes + EYE_BYTES);
  for (let chunk = begin; chunk < end; chunk++) {
    const row = frame.chunks + <usize>chunk * CHUNK_BYTES;
    const first = load<u32>(row, CHUNK_RECORD), last = first + load<u32>(row, CHUNK_VISIBLE);
    for (let record = first; record < last; record++) {
      const source = <usize>record << 2, bin = places + (<usize>load<u16>(frame.keys + (<usize>record << 1)) << 2);
      const place = load<u32>(bin), target = <usize>place << 2;
      store<u32>(bin, place + 1);
      store<u32>(to + target, record);
      if (eyes > 0) store<u32>(left.ordered + target, load<u32>(left.rects + source));
      if (eyes > 1) store<u32>(right.ordered + target, load<u32>(right.rects + source));
    }
  }
}
