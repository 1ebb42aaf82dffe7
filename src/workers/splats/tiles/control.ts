import { CONTROL_OFFSET } from './frame-memory.ts';

/** Words by which the threads of one renderer agree on a frame. */
export const CONTROL = {
  arrived: 0,
  generation: 1,
  quit: 2,
  /** Next unit of work of each stage that is stolen unit by unit. */
  nextChunk: 3,
  nextTile: 4,
  nextAnchorTile: 5,
  nextFillTile: 6,
  /** Set by the lead for everybody. */
  chunkRows: 8,
  records: 9,
  tiles: 10,
  tilesPerEye: 11,
  slot: 12,
  foveated: 13,
  shaded: 14,
  /** The frame's tile lists do not fit the memory. */
  overflow: 15,
} as const;

const WORDS = 16;
/** Looks at the barrier before sleeping: stages are short, and a sleeping thread costs tens of microseconds to wake. */
const SPINS = 4000;

/** Control words in a scene's memory, zero when fresh. */
export function controlWords(memory: WebAssembly.Memory): Int32Array {
  return new Int32Array(memory.buffer, CONTROL_OFFSET, WORDS);
}

/** Waits until all `threads` threads have come here. */
export function barrier(control: Int32Array, threads: number): void {
  if (threads === 1) return;
  const generation = Atomics.load(control, CONTROL.generation);
  if (Atomics.add(control, CONTROL.arrived, 1) === threads - 1) {
    Atomics.store(control, CONTROL.arrived, 0);
    Atomics.add(control, CONTROL.generation, 1);
    Atomics.notify(control, CONTROL.generation);
    return;
  }
  for (let spin = 0; spin < SPINS; spin++) {
    if (Atomics.load(control, CONTROL.generation) !== generation) return;
  }
  while (Atomics.load(control, CONTROL.generation) === generation) {
    Atomics.wait(control, CONTROL.generation, generation);
  }
}
