/** Thresholds of IWSDK's "Gaze and Pinch" contract. */
const PROOF_DEG = 1.5;
const NEAR_DEG = 0.05;
const NEAR_M = 0.0005;
const NEAR_SHARE = 0.95;
const WINDOW_MS = 3000;
const WINDOW_FRAMES = 90;

export type HeadLockVerdict = 'unknown' | 'eye' | 'head-locked';

/**
 * Tells an eye tracker from a stub that repeats the head pose. Eyes never stay straight ahead: a single separation of
 * 1.5° proves them for the rest of the session. Head-locked means that in a window of at least 3 s and 90 frames 95 %
 * of the frames lay within 0.05° and 0.5 mm of the head pose.
 */
export class HeadLockDetector {
  verdict: HeadLockVerdict = 'unknown';
  private startMs = Number.NaN;
  private frames = 0;
  private near = 0;

  reset(): void {
    this.verdict = 'unknown';
    this.restart(Number.NaN);
  }

  /** Takes one frame's angle and distance between gaze ray and head pose. */
  push(angleDeg: number, distanceM: number, timeMs: number): void {
    if (this.verdict === 'eye') return;
    if (angleDeg >= PROOF_DEG) {
      this.verdict = 'eye';
      return;
    }
    if (Number.isNaN(this.startMs)) this.restart(timeMs);
    this.frames++;
    if (angleDeg < NEAR_DEG && distanceM < NEAR_M) this.near++;
    if (timeMs - this.startMs < WINDOW_MS || this.frames < WINDOW_FRAMES) return;
    this.verdict = this.near >= NEAR_SHARE * this.frames ? 'head-locked' : 'unknown';
    this.restart(timeMs);
  }

  private restart(timeMs: number): void {
    this.startMs = timeMs;
    this.frames = 0;
    this.near = 0;
  }
}
