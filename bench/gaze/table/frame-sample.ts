/** Where the time of one frame went, ms, host clock. */
export interface FrameSample {
  /** From the eye image (or from the start, where none is needed) to the finished picture. */
  readonly frameMs: number;
  /** Until the tracker's last exit; 0 where the column has no tracker. */
  readonly trackerMs: number;
  /** Exit that the picture was drawn around, 1 … 6; 0 where it was the true gaze or none. */
  readonly exit: number;
  readonly split: FrameSplit;
}

export interface FrameSplit {
  /** Projection, order and tile lists. */
  readonly preprocess: number;
  /** Level 1 everywhere, without gaze. Of a frame that is drawn at once: all of its blending. */
  readonly pass1: number;
  /** Passes added as exits came. */
  readonly increments: number;
  /** The renderer had nothing to do but wait for the tracker. */
  readonly idle: number;
  /** Left-out pixels, and what is not in the other four. */
  readonly rest: number;
}

export const SPLIT_KEYS = [
  'preprocess',
  'pass1',
  'increments',
  'idle',
  'rest',
] as const satisfies readonly (keyof FrameSplit)[];
