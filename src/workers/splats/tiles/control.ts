import type { Pulse } from '../../../shared/pulse.ts';
import { CONTROL_OFFSET, FRAME_OFFSET } from './frame-memory.ts';

/** Words by which the threads of one renderer agree on a frame. */
export const CONTROL = {
  arrived: 0,
  generation: 1,
  /** Set once, by whoever ends the renderer: the page or the lead. */
  quit: 2,
  /** Next unit of work of each stage that is stolen unit by unit. */
  nextChunk: 3,
  nextTile: 4,
  nextAnchorTile: 5,
  nextFillTile: 6,
  /** Number of the frame that is being drawn, from 1; followers wait for it to change. */
  frame: 7,
  /** Set by the lead for everybody. */
  chunkRows: 8,
  records: 9,
  tiles: 10,
  tilesPerEye: 11,
  slot: 12,
  foveated: 13,
  shaded: 14,
  /** Records whose tiles are listed, nearest first: fewer than `records` where the lists do not fit the memory. */
  listed: 15,
  /** What is made: a value of `VIEW_PRODUCT`. */
  product: 16,
  /** Whether the picture is drawn by increments, and whether another one follows. */
  incremental: 17,
  another: 18,
} as const;

/** Unwinds a frame of a renderer that was taken down meanwhile. */
export class RendererClosed extends Error {
  override readonly name = 'RendererClosed';
}

const WORDS = 32;
/**
 * Blocks of control words in a scene's memory. Every renderer on a scene takes the next one, so that a worker of the one before
 * that is dying, but not dead, counts and waits where nobody else does.
 */
export const CONTROL_BLOCKS = Math.floor((FRAME_OFFSET - CONTROL_OFFSET) / (WORDS * 4));

/** Looks at a word before sleeping: stages are short, and a sleeping thread costs tens of microseconds to wake. */
const SPINS = 4000;
/** A thread that waits for the others looks up this often, to beat. */
const LOOK_UP_MS = 50;
/** Beats while waiting for one meeting: a thread that waits for longer will not be met, and falls silent. */
const MOST_LOOK_UPS = 40;
/** Beyond any number of chunks or tiles. */
const NO_MORE = 0x3fffffff;

/** Control words in a scene's memory, zero when fresh. */
export function controlWords(memory: WebAssembly.Memory, block = 0): Int32Array {
  return new Int32Array(memory.buffer, CONTROL_OFFSET + block * WORDS * 4, WORDS);
}

/** Makes a block fresh again. Nobody may be using it. */
export function clearControl(control: Int32Array): void {
  for (let word = 0; word < WORDS; word++) Atomics.store(control, word, 0);
}

/** Lead: nobody takes another tile of this round. */
export function endRound(control: Int32Array): void {
  Atomics.store(control, CONTROL.nextTile, NO_MORE);
}

/** Lead: every stage's work is to be done anew. */
export function resetWork(control: Int32Array): void {
  control[CONTROL.nextChunk] = 0;
  control[CONTROL.nextTile] = 0;
  control[CONTROL.nextAnchorTile] = 0;
  control[CONTROL.nextFillTile] = 0;
}

/**
 * Ends a renderer from any thread: whoever waits goes on, whoever works finds no more of it, and all leave at the next meeting.
 */
export function closeControl(control: Int32Array): void {
  Atomics.store(control, CONTROL.quit, 1);
  for (const next of [CONTROL.nextChunk, CONTROL.nextTile, CONTROL.nextAnchorTile, CONTROL.nextFillTile]) {
    Atomics.store(control, next, NO_MORE);
  }
  Atomics.notify(control, CONTROL.generation);
  // A new number, for those who are just about to sleep.
  openGate(control);
}

/** Lead: starts the next frame for the followers. */
export function openGate(control: Int32Array): void {
  Atomics.add(control, CONTROL.frame, 1);
  Atomics.notify(control, CONTROL.frame);
}

/**
 * Follower: waits for the frame after `seen` to start.
 * @param patienceMs longest sleep
 * @returns its number, or `seen` when it has not started or the renderer is closed
 */
export function awaitGate(control: Int32Array, seen: number, patienceMs: number): number {
  for (let spin = 0; spin < SPINS; spin++) {
    if (Atomics.load(control, CONTROL.frame) !== seen || Atomics.load(control, CONTROL.quit)) break;
  }
  if (!Atomics.load(control, CONTROL.quit)) Atomics.wait(control, CONTROL.frame, seen, patienceMs);
  return Atomics.load(control, CONTROL.frame);
}

/**
 * Waits until all `threads` threads have come here, with a beat now and then.
 * @returns false when the renderer was closed instead
 */
export function barrier(control: Int32Array, threads: number, pulse: Pulse): boolean {
  if (Atomics.load(control, CONTROL.quit)) return false;
  pulse.beat();
  if (threads === 1) return true;
  const generation = Atomics.load(control, CONTROL.generation);
  if (Atomics.add(control, CONTROL.arrived, 1) === threads - 1) {
    Atomics.store(control, CONTROL.arrived, 0);
    Atomics.add(control, CONTROL.generation, 1);
    Atomics.notify(control, CONTROL.generation);
    return true;
  }
  for (let spin = 0; spin < SPINS; spin++) {
    if (Atomics.load(control, CONTROL.generation) !== generation) return true;
  }
  for (let looks = 0; Atomics.load(control, CONTROL.generation) === generation; looks++) {
    if (Atomics.load(control, CONTROL.quit)) return false;
    Atomics.wait(control, CONTROL.generation, generation, LOOK_UP_MS);
    if (looks < MOST_LOOK_UPS) pulse.beat();
  }
  return true;
}

/** The meetings of one thread with all others. The function throws RendererClosed when the renderer is taken down. */
export function meeting(control: Int32Array, threads: number, pulse: Pulse): () => void {
  return () => {
    if (!barrier(control, threads, pulse)) throw new RendererClosed();
  };
}
