import { GAZE_LAYOUT } from '../../../src/shared/layouts.ts';
import { Mailbox } from '../../../src/shared/mailbox.ts';
import { EXITS, type TrackerConfig } from '../../../src/workers/gaze/tracker-config.ts';

/** Words that the renderer's thread and the tracker's meet at. */
export const WORD = {
  /** Number of the newest image to be looked at; the tracker's thread waits for it to change. */
  asked: 0,
  /** Number of the image whose last exit was published; -1 once the thread has loaded its network. */
  done: 1,
  COUNT: 2,
} as const;

/** Shared by the two threads of a tracked frame. Plain data: it crosses threads. */
export interface TrackerMemory {
  readonly words: Int32Array;
  /** When the image was there, then when each exit was published; `nowMs()`. */
  readonly times: Float64Array;
  /** Share of tokens that each pruning keeps. */
  readonly topK: Float32Array;
  /** (exits, 3) unit directions in viewer space: what each exit is to say. */
  readonly directions: Float32Array;
  /** (height, width) grey. */
  readonly image: Uint8Array;
  /** Of the mailbox that exits are published to. */
  readonly gaze: SharedArrayBuffer;
}

export function makeTrackerMemory({ width, height }: TrackerConfig): TrackerMemory {
  return {
    words: new Int32Array(new SharedArrayBuffer(4 * WORD.COUNT)),
    times: new Float64Array(new SharedArrayBuffer(8 * (1 + EXITS))),
    topK: new Float32Array(new SharedArrayBuffer(4)),
    directions: new Float32Array(new SharedArrayBuffer(4 * 3 * EXITS)),
    image: new Uint8Array(new SharedArrayBuffer(width * height)),
    gaze: new SharedArrayBuffer(Mailbox.byteLength(GAZE_LAYOUT)),
  };
}
