/**
 * Load balancing between tracker and renderer (A3FR 1.5): both run at once, so that a frame takes as long as the slower of the two. The
 * paper's solver is not public; this is a proportional controller, which moves as both of its traces do.
 */

/** Least and most of the tokens that a pruning keeps. */
export const LEAST_TOP_K = 0.3;
export const MOST_TOP_K = 1;
/** What the paper starts with. */
export const START_TOP_K = 0.9;
/** Part of a relative difference in time that one step makes up for. */
const GAIN = 0.5;
/** Frames from one step to the next. */
export const FRAMES_PER_STEP = 10;
/** Share of a new measurement in the running mean: about as many frames as there are to a step. */
const SMOOTHING = 0.2;

/**
 * The next share of tokens: fewer where the tracker is the slower one, more where it is the faster.
 * @param renderMs,trackMs mean times of a frame and of an eye image, positive
 */
export function nextTopK(topK: number, renderMs: number, trackMs: number): number {
  const next = topK * (1 + (GAIN * (renderMs - trackMs)) / trackMs);
  return Math.min(MOST_TOP_K, Math.max(LEAST_TOP_K, next));
}

/** Running mean of measured times; the first value counts in full. */
export class MeanTime {
  /** Milliseconds; 0 = nothing measured yet. */
  ms = 0;

  /** A time that is no positive number is not one that was measured. */
  add(ms: number): void {
    if (!(ms > 0 && ms < Number.POSITIVE_INFINITY)) return;
    this.ms += this.ms === 0 ? ms : SMOOTHING * (ms - this.ms);
  }
}

/** Adapts `topK` every ten frames from the measured times of both sides. */
export class LoadBalance {
  private readonly render = new MeanTime();
  private readonly track = new MeanTime();
  private frames = 0;

  constructor(public topK = START_TOP_K) {}

  /** Mean time of the renderer and of the tracker, ms; 0 = unknown. */
  get renderMs(): number {
    return this.render.ms;
  }
  get trackMs(): number {
    return this.track.ms;
  }

  /**
   * Takes a frame's times.
   * @param renderMs the renderer's work, without what it waited for the tracker
   * @param trackMs from the eye image to its last exit
   * @returns whether `topK` was set anew
   */
  frame(renderMs: number, trackMs: number): boolean {
    this.render.add(renderMs);
    this.track.add(trackMs);
    this.frames++;
    if (this.frames < FRAMES_PER_STEP || this.render.ms === 0 || this.track.ms === 0) return false;
    this.frames = 0;
    this.topK = nextTopK(this.topK, this.render.ms, this.track.ms);
    return true;
  }
}
