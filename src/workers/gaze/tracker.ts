import type { TrackerConfig } from './tracker-config.ts';

/** Patches of the image that become tokens: a box on the patch grid. */
export interface TokenBox {
  left: number;
  top: number;
  columns: number;
  rows: number;
}

/** What one exit says of an image. One mutable object is reused for every exit. */
export interface ExitEstimate {
  /** 1 .. 6. */
  exit: number;
  /** Optical axis of the eye in viewer space, degrees: before calibration. */
  yawDeg: number;
  pitchDeg: number;
  /** Probability that the eye is open. */
  openness: number;
  /** Tokens that the block before this exit worked on. */
  tokens: number;
}

/** What to do after an exit: go on with the next block, or leave the image (a newer one is there, or time is up). */
export type ExitVerdict = 'continue' | 'stop';

/**
 * A network with six exits that can be left after each (A3FR 1.2). Synchronous, allocates nothing per image: it runs in a worker
 * of its own.
 */
export interface Tracker {
  readonly config: TrackerConfig;
  /**
   * Estimates the gaze in an eye image.
   * @param image (height, width) 8-bit grey
   * @param box patches to look at; the whole grid when null
   * @param topK share of tokens that each pruning keeps, 0 < topK ≤ 1; 1 = no pruning
   * @param onExit called after each block with the same object each time
   * @throws RangeError when the image's size is not the network's, or the box leaves its grid
   */
  run(
    image: Uint8Array,
    box: TokenBox | null,
    topK: number,
    onExit: (estimate: ExitEstimate) => ExitVerdict,
  ): void;
}
