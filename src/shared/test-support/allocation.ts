import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Few enough that one small object each stays below the size at which the engine would collect in between. */
const ROUNDS = 4_000;

/** The smallest object that V8 can make, e.g. a boxed number. */
export const SMALLEST_OBJECT_BYTES = 16;

function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}

/**
 * Bytes that one call of `work` leaves on the heap, on average over many calls. The lowest of several series counts:
 * code that is not compiled yet boxes its numbers, and the compiler in the background also takes memory. Stops at the
 * first series that leaves next to nothing.
 */
export function bytesPerCall(work: (round: number) => void, limitMs = 4000): number {
  const collect = garbageCollector();
  const end = performance.now() + limitMs;
  let lowest = Number.POSITIVE_INFINITY;
  do {
    collect();
    const before = process.memoryUsage().heapUsed;
    for (let round = 0; round < ROUNDS; round++) work(round);
    const left = process.memoryUsage().heapUsed - before;
    // Negative when the engine collected in between after all: that series says nothing.
    if (left >= 0) lowest = Math.min(lowest, left / ROUNDS);
  } while (lowest > SMALLEST_OBJECT_BYTES / 8 && performance.now() < end);
  return lowest;
}
