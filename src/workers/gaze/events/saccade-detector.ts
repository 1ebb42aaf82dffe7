/**
 * Speeds at which a saccade begins and ends, degrees a second. Smooth pursuit stays below about 100°/s (Meyer, Lasker
 * and Robinson 1985), saccades above 2° peak above it; the lower end speed keeps one saccade in one piece.
 */
export const SACCADE_ONSET_DEG_S = 120;
export const SACCADE_END_DEG_S = 70;

export interface SaccadeDetectorOptions {
  readonly onsetDegS: number;
  readonly endDegS: number;
  /**
   * The onset is at least so many times the mean speed of the last moments, in which saccades count for little: where the gaze is estimated anew from every image,
   * its error alone makes speeds of tens of degrees a second (after Engbert and Kliegl 2003, who scale by the median speed). 0 = never.
   */
  readonly noiseFactor: number;
}

/** For gaze without much noise: true gaze, or a headset's filtered one. */
export const FIXED_THRESHOLDS: SaccadeDetectorOptions = {
  onsetDegS: SACCADE_ONSET_DEG_S,
  endDegS: SACCADE_END_DEG_S,
  noiseFactor: 0,
};

/** For gaze that a network estimates. */
export const NOISE_THRESHOLDS: SaccadeDetectorOptions = { ...FIXED_THRESHOLDS, noiseFactor: 4 };

/** Time over which the mean speed is taken, s. */
const NOISE_SECONDS = 0.5;

/** Velocity-threshold identification (I-VT: Salvucci and Goldberg 2000, section 3.1), with hysteresis. */
export class SaccadeDetector {
  /** Whether the newest sample lies in a saccade. */
  active = false;
  /** Angular speed between the two newest samples, degrees a second. */
  speedDegS = 0;
  private noiseDegS = 0;
  private learnedS = 0;
  private readonly last = new Float64Array(3);
  private lastMs = Number.NaN;

  constructor(private readonly options: SaccadeDetectorOptions = FIXED_THRESHOLDS) {}

  /** Forgets the last direction; what is known of the noise stays. */
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
      this.judge(seconds);
    }
    for (let i = 0; i < 3; i++) last[i] = direction[i]!;
    this.lastMs = captureMs;
  }

  private judge(seconds: number): void {
    const { onsetDegS, endDegS, noiseFactor } = this.options;
    const scale = Math.max(1, (noiseFactor * this.noiseDegS) / onsetDegS);
    this.active = this.speedDegS > scale * (this.active ? endDegS : onsetDegS);
    if (noiseFactor === 0) return;
    this.learnedS += seconds;
    const share = Math.min(1, Math.max(seconds / this.learnedS, seconds / NOISE_SECONDS));
    // Saccades count too, but as no more than a fast fixation: else one that is taken for them would never be learned.
    const speed = Math.min(this.speedDegS, Math.max(onsetDegS, 2 * this.noiseDegS));
    this.noiseDegS += share * (speed - this.noiseDegS);
  }
}
