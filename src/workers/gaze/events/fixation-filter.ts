/** Time over which a fixation is averaged, ms: long enough to halve the noise, short enough to follow a pursuit closely. */
const WINDOW_MS = 60;
/** A sample so many standard deviations away, and at least so many degrees, is another fixation even if no saccade was seen. */
const LEAVE_SIGMAS = 4;
const LEAVE_LEAST_DEG = 1.5;

/**
 * Steadies the gaze inside a fixation and only there: a running mean that starts over with each fixation and forgets within
 * `WINDOW_MS`; during a saccade samples pass unchanged.
 */
export class FixationFilter {
  /** Newest filtered direction (3), unit. */
  readonly value = new Float64Array([0, 0, -1]);
  private count = 0;
  private lastMs = Number.NaN;

  /** The next sample passes unchanged. */
  reset(): void {
    this.count = 0;
    this.lastMs = Number.NaN;
  }

  /**
   * Takes a unit direction (3) and updates `value`.
   * @param sigmaDeg standard deviation of the direction
   * @param saccade whether the eye is on its way
   */
  push(direction: ArrayLike<number>, captureMs: number, sigmaDeg: number, saccade: boolean): void {
    const { value } = this;
    const elapsedMs = captureMs - this.lastMs;
    if (elapsedMs <= 0) return;
    this.lastMs = captureMs;
    const chord = Math.hypot(direction[0]! - value[0]!, direction[1]! - value[1]!, direction[2]! - value[2]!);
    const leave = Math.max(LEAVE_LEAST_DEG, LEAVE_SIGMAS * sigmaDeg) * (Math.PI / 180);
    if (saccade || chord > leave) this.count = 0;
    this.count++;
    const weight = this.count === 1 ? 1 : Math.max(1 / this.count, elapsedMs / (WINDOW_MS + elapsedMs));
    let squares = 0;
    for (let i = 0; i < 3; i++) {
      value[i] = value[i]! + weight * (direction[i]! - value[i]!);
      squares += value[i]! * value[i]!;
    }
    const length = Math.sqrt(squares);
    for (let i = 0; i < 3; i++) value[i] = value[i]! / length;
  }
}
