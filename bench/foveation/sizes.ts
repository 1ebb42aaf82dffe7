import type { ClipPlan } from './video-clip.ts';

/** How much the suite looks at. Chosen so that a whole run takes about half an hour on two cores. */
export interface Sizes {
  /** Pixels of one eye's picture in videos. */
  readonly videoPixels: number;
  readonly clip: Omit<ClipPlan, 'number'>;
  /** The same for `quads`, whose software GL is slow: one eye. */
  readonly quadsClip: Omit<ClipPlan, 'number'>;
  /** Scenes in which `quads` draws every preset; in the others only those that may be chosen. */
  readonly quadsSweep: readonly string[];
  /** Splat budgets that every preset is tried with on the first display; 0 = none. */
  readonly budgets: readonly number[];
  /** Frames a second and number of frames where an older gaze is tried: a frame lasts the smallest age. */
  readonly latencyClip: Omit<ClipPlan, 'number'>;
  /** Pixels of one eye's picture where the GPU's fragments are counted. */
  readonly countPixels: number;
  /** Views that are counted in each scene. */
  readonly countViews: number;
  /** Display frames of the walk for the age of the order. */
  readonly ageFrames: number;
  /** Scenes by name; null = all. */
  readonly scenes: readonly string[] | null;
}

export const FULL_SIZES: Sizes = {
  // As many as a headset's browser draws by default, 1680 × 1760. A third of it would double what is lost.
  videoPixels: 2_956_800,
  clip: { frames: 5, fps: 30, leadSeconds: 0.05 },
  quadsClip: { frames: 3, fps: 30, leadSeconds: 0.04 },
  quadsSweep: ['guitar'],
  budgets: [0, 100_000],
  latencyClip: { frames: 16, fps: 40, leadSeconds: 0.1 },
  countPixels: 440_000,
  countViews: 3,
  ageFrames: 300,
  scenes: null,
};

export const QUICK_SIZES: Sizes = {
  videoPixels: 60_000,
  clip: { frames: 5, fps: 30, leadSeconds: 0.07 },
  quadsClip: { frames: 3, fps: 30, leadSeconds: 0.04 },
  quadsSweep: ['guitar'],
  budgets: [0],
  latencyClip: { frames: 6, fps: 40, leadSeconds: 0.05 },
  countPixels: 60_000,
  countViews: 1,
  ageFrames: 90,
  scenes: ['default', 'guitar'],
};
