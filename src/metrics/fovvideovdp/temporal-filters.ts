/** Length of the filters, seconds. */
const SUPPORT_S = 0.25;
/** Peak of the sustained response, seconds, and its width in natural logarithms. */
const PEAK_S = 0.06;
const LOG_WIDTH = 0.5;
/** Keeps the logarithm finite at zero. */
const LOG_OFFSET_S = 1e-4;
/** Makes the transient channel's response to its best frequency one. */
const TRANSIENT_GAIN = 0.062170507756932;

/** Taps of both temporal channels; tap k weighs the frame k frames ago. */
export interface TemporalFilters {
  readonly sustained: Float32Array;
  readonly transient: Float32Array;
}

/**
 * Impulse responses of the sustained channel, a log-normal bump that sums to one, and of the transient one, its derivative
 * (FovVideoVDP, section 4.3).
 * @param fps frames per second, above 0
 */
export function temporalFilters(fps: number): TemporalFilters {
  const count = Math.ceil(SUPPORT_S * fps);
  // Rounded up, a filter of one tap would have no duration to differentiate over.
  const step = count > 1 ? count / fps / (count - 1) : 0;
  const response = Array.from({ length: count }, (_, k) => {
    const log = Math.log(k * step + LOG_OFFSET_S) - Math.log(PEAK_S);
    return Math.exp(-(log * log) / (2 * LOG_WIDTH * LOG_WIDTH));
  });
  const total = response.reduce((sum, value) => sum + value, 0);
  const sustained = Float32Array.from(response, (value) => value / total);
  const transient = new Float32Array(count);
  for (let k = 0; k + 1 < count; k++) {
    transient[k] = (TRANSIENT_GAIN * (response[k + 1]! - response[k]!)) / total / step;
  }
  return { sustained, transient };
}
