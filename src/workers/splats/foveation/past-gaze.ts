import type { Vec3Like } from './eccentricity.ts';

/** Saccades a second and their root mean square, degrees: people make up to three a second, and few of more than twice this. */
const SACCADES_PER_S = 3;
const SACCADE_RMS_DEG = 6;
/** Growth of the variance along each of two axes while nobody sees where the eye goes, degrees² a second: a random walk of saccades. */
const DRIFT_DEG2_S = (SACCADES_PER_S * SACCADE_RMS_DEG ** 2) / 2;

/** The offset of a normal in two dimensions stays below this many σ in 99 % of cases. */
export const REACH_SIGMAS = Math.sqrt(2 * Math.log(100));
/** An eye that was lost for long is not followed by ever larger regions: the frame would cost what full pictures cost. */
export const MOST_MARGIN_DEG = 10;

/** Newest gaze that could be relied on: what is left when an eye blinks or gets lost, or no exit comes in time. */
export class PastGaze {
  /** Unit vector, viewer space. */
  readonly direction = new Float32Array([0, 0, -1]);
  captureMs = Number.NEGATIVE_INFINITY;
  /** Exit that it is of, 1 … 6. */
  exit = 0;
  private sigmaDeg = 0;

  /** Error by now, degrees: it grows with age. */
  sigmaAt(nowMs: number): number {
    const age = Math.max(0, nowMs - this.captureMs) / 1000;
    return Math.sqrt(this.sigmaDeg ** 2 + DRIFT_DEG2_S * age);
  }

  /** By how much the regions around it have to be wider than when it was new, degrees. */
  marginDeg(nowMs: number): number {
    if (this.exit === 0) return MOST_MARGIN_DEG;
    return Math.min(MOST_MARGIN_DEG, REACH_SIGMAS * (this.sigmaAt(nowMs) - this.sigmaDeg));
  }

  /** Takes a newer gaze over where it says more than the one before does by then: an early exit may not. */
  offer(direction: Vec3Like, captureMs: number, exit: number, sigmaDeg: number): void {
    if (captureMs < this.captureMs || (this.exit > 0 && sigmaDeg > this.sigmaAt(captureMs))) return;
    for (let i = 0; i < 3; i++) this.direction[i] = direction[i]!;
    this.captureMs = captureMs;
    this.exit = exit;
    this.sigmaDeg = sigmaDeg;
  }
}
