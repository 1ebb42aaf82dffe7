import { GAZE_FLAG } from '../../../shared/gaze.ts';

/**
 * Where a saccade lands is known to 2.9° at first, and sensitivity comes back over some hundred milliseconds (saccade-contingent
 * rendering, arXiv 2401.16536): for so long the regions are wider, by ever less.
 */
export const LANDING_DEG = 2.9;
export const LANDING_MS = 100;
/** Saccades last 21 ms and 2.2 ms a degree (main sequence): what lasts longer than one of 80° is none. */
export const MOST_SACCADE_MS = 200;

/** Follows the saccade flag of gaze samples: in flight, and for a while after landing. */
export class SaccadeWatch {
  private sinceMs = Number.NaN;
  private landedMs = Number.NEGATIVE_INFINITY;
  private newestMs = Number.NEGATIVE_INFINITY;

  /** Whether the eye is in flight: what it sees is suppressed. */
  get inFlight(): boolean {
    return this.newestMs - this.sinceMs < MOST_SACCADE_MS;
  }

  /** Takes a sample; one that is older than the newest says nothing. @param flags `GAZE_FLAG` */
  note(flags: number, captureMs: number): void {
    if (!(captureMs >= this.newestMs)) return;
    this.newestMs = captureMs;
    if ((flags & GAZE_FLAG.saccade) !== 0) {
      if (Number.isNaN(this.sinceMs)) this.sinceMs = captureMs;
    } else if ((flags & GAZE_FLAG.valid) !== 0 && !Number.isNaN(this.sinceMs)) {
      this.sinceMs = Number.NaN;
      this.landedMs = captureMs;
    }
  }

  /** By how much regions are wider, degrees. */
  wideningDeg(nowMs: number): number {
    const left = 1 - Math.max(0, nowMs - this.landedMs) / LANDING_MS;
    return left > 0 ? LANDING_DEG * left : 0;
  }
}
