/**
 * Speeds at which a saccade begins and ends, degrees a second. Smooth pursuit stays below about 100°/s (Meyer, Lasker
 * and Robinson 1985), saccades above 2° peak above it; the lower end speed keeps one saccade in one piece.
 */
export const SACCADE_ONSET_DEG_S = 120;
export const SACCADE_END_DEG_S = 70;

/** Velocity-threshold identification (I-VT: Salvucci and Goldberg 2000, section 3.1), with hysteresis. */
export class SaccadeDetector {
  /** Whether the newest sample lies in a saccade. */
  active = false;
  /** Angular speed between the two newest samples, degrees a second. */
  speedDegS = 0;
  private readonly last = new Float64Array(3);
  private lastMs = Number.NaN;

  reset(): void {
    this.active = false;
    this.speedDegS = 0;
    this.lastMs = Number.NaN;
  }

  /** Takes a unit direction (3) captured at a time in ms; a sample that is not newer is ignored. */
  push(direction: ArrayLike<number>, captureMs: number): void {
    const { last } = this;
    const seconds = (captureMs - this.lastMs) / 1000;
    if (seconds <= 0) return;
    if (seconds > 0) {
      const chord = Math.hypot(direction[0]! - last[0]!, direction[1]! - last[1]!, direction[2]! - last[2]!);
      this.speedDegS = ((2 * Math.asin(Math.min(1, chord / 2))) / seconds) * (180 / Math.PI);
      this.active = this.speedDegS > (this.active ? SACCADE_END_DEG_S : SACCADE_ONSET_DEG_S);
    }
    for (let i = 0; i < 3; i++) last[i] = direction[i]!;
    this.lastMs = captureMs;
  }
}
