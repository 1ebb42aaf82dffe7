/**
 * The main sequence of saccades (Bahill, Clark and Stark 1975): duration grows linearly with amplitude and peak
 * velocity saturates. The duration's constants are Carpenter's (Movements of the Eyes, 1988): 2.2 ms a degree and
 * 21 ms.
 */
const MS_PER_DEG = 2.2;
const MS_AT_ZERO = 21;

/** Peak of the minimum-jerk velocity profile relative to the mean velocity. */
const PEAK_TO_MEAN = 1.875;

/** Duration of a saccade in ms for an amplitude in degrees. */
export function saccadeDurationMs(amplitudeDeg: number): number {
  return MS_AT_ZERO + MS_PER_DEG * amplitudeDeg;
}

/** Peak velocity in degrees a second that follows: 81 at 1°, 436 at 10°, saturating at 852. */
export function saccadePeakVelocity(amplitudeDeg: number): number {
  return (PEAK_TO_MEAN * amplitudeDeg * 1000) / saccadeDurationMs(amplitudeDeg);
}

/**
 * Share of the way covered after a share of the duration, both 0..1: the minimum-jerk profile (Flash and Hogan 1985),
 * a smooth bell of velocity as saccades have it, without their slight skew.
 */
export function saccadeProgress(tau: number): number {
  const t = Math.min(1, Math.max(0, tau));
  return t * t * t * (10 - 15 * t + 6 * t * t);
}
