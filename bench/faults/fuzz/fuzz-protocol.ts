import type { Outcome } from './outcome.ts';

/** Seeds `from` to `to` - 1 of one case. */
export interface Batch {
  readonly caseIndex: number;
  readonly from: number;
  readonly to: number;
}

/** What a thread tells of one file. */
export interface Entry extends Outcome {
  readonly caseIndex: number;
  readonly seed: number;
  /** What was done to the file, in words; only of failures. */
  readonly what: string;
  /** The thread's own time, or, where that is not known, the time that passed. */
  readonly ms: number;
  /** Bytes that were asked for outside of the JS heap; NaN where the thread did not live to tell. */
  readonly bytes: number;
}

export type ThreadMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'entries'; readonly entries: readonly Entry[] }
  | { readonly kind: 'done' };

/** Words of the memory that a thread shares with its watchdog. */
export const WATCH = { thread: 0, serial: 1, seed: 2 } as const;
export const WATCH_WORDS = 3;

/** Most of its own time, ms, that a thread may take for one file. */
export const HANG_CPU_MS = 2000;
/** Time after which a file without an answer is given up even where the thread waits for something or its time is not known. */
export const HANG_WALL_MS = 60_000;

export interface ThreadData {
  readonly watch: SharedArrayBuffer;
  readonly module: WebAssembly.Module;
  /** Folder of a failure that is the only case; null = all cases. */
  readonly replay: string | null;
}
