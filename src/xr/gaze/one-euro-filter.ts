/** Settings of the 1€ filter. */
export interface OneEuroOptions {
  /** Cutoff of a direction at rest, Hz. Lower = steadier and later. */
  readonly minCutoffHz: number;
  /** Rise of the cutoff with angular speed, Hz for each degree a second. Higher = less lag in motion. */
  readonly beta: number;
  /** Cutoff of the speed estimate, Hz. */
  readonly speedCutoffHz: number;
}

/** Pointing by gaze: minimum cutoff and beta as in IWSDK's "Gaze and Pinch"; the speed's cutoff as in the paper. */
export const GAZE_FILTER: OneEuroOptions = { minCutoffHz: 1.5, beta: 0.05, speedCutoffHz: 1 };

const DEG_PER_RAD = 180 / Math.PI;

/**
 * 1€ filter of a unit vector (Casiez, Roussel and Vogel, CHI 2012, section 3): a first-order low-pass whose cutoff
 * grows with the filtered speed. The paper filters one number; here the three components share one cutoff, taken from
 * the length of the filtered velocity vector, so that the result does not depend on the axes. The vector is
 * normalized again after each step.
 */
export class OneEuroFilter {
  /** Newest filtered direction (3), unit. */
  readonly value = new Float64Array(3);
  private readonly last = new Float64Array(3);
  /** Filtered velocity (3), 1/s; its length is radians a second, since the vector has length 1. */
  private readonly velocity = new Float64Array(3);
  private lastMs = Number.NaN;

  constructor(private readonly options: OneEuroOptions = GAZE_FILTER) {}

  /** Forgets the past; the next sample passes unchanged. */
  reset(): void {
    this.lastMs = Number.NaN;
    this.velocity.fill(0);
  }

  /**
   * Takes a direction (3), unit, captured at a time in ms, and updates `value`. A sample that is not newer than the
   * one before is ignored.
   */
  push(direction: ArrayLike<number>, captureMs: number): void {
    const { value, last, velocity, options } = this;
    if (Number.isNaN(this.lastMs)) {
      for (let i = 0; i < 3; i++) value[i] = last[i] = direction[i]!;
      this.lastMs = captureMs;
      return;
    }
    const seconds = (captureMs - this.lastMs) / 1000;
    if (seconds <= 0) return;
    this.lastMs = captureMs;
    const speedAlpha = smoothing(options.speedCutoffHz, seconds);
    let squared = 0;
    for (let i = 0; i < 3; i++) {
      const derivative = (direction[i]! - last[i]!) / seconds;
      velocity[i] = velocity[i]! + speedAlpha * (derivative - velocity[i]!);
      squared += velocity[i]! * velocity[i]!;
      last[i] = direction[i]!;
    }
    const cutoff = options.minCutoffHz + options.beta * Math.sqrt(squared) * DEG_PER_RAD;
    const alpha = smoothing(cutoff, seconds);
    let length = 0;
    for (let i = 0; i < 3; i++) {
      value[i] = value[i]! + alpha * (direction[i]! - value[i]!);
      length += value[i]! * value[i]!;
    }
    length = Math.sqrt(length);
    // Opposite directions can cancel; then the new sample is all that is known.
    for (let i = 0; i < 3; i++) value[i] = length > 1e-6 ? value[i]! / length : direction[i]!;
  }
}

/** Weight of a new sample in a first-order low-pass (paper, equations 3 and 4). */
function smoothing(cutoffHz: number, seconds: number): number {
  const tau = 1 / (2 * Math.PI * cutoffHz);
  return 1 / (1 + tau / seconds);
}
