const STRIDE = 3;

/** Where the eye truly looked during the last moments, so that an estimate can be held against the instant that it is of. */
export class TruthHistory {
  private readonly times: Float64Array;
  private readonly directions: Float32Array;
  private next = 0;

  /** @param most samples that are kept */
  constructor(most = 256) {
    this.times = new Float64Array(most).fill(Number.NEGATIVE_INFINITY);
    this.directions = new Float32Array(STRIDE * most);
  }

  push(direction: ArrayLike<number>, captureMs: number): void {
    const { next } = this;
    this.times[next] = captureMs;
    for (let i = 0; i < STRIDE; i++) this.directions[STRIDE * next + i] = direction[i]!;
    this.next = (next + 1) % this.times.length;
  }

  /**
   * Writes the newest direction (3) that is not younger than an instant.
   * @returns false when there is none, or it is older than the instant by more than `oldestMs`; `out` is untouched then
   */
  at(captureMs: number, out: Float32Array, oldestMs = 100): boolean {
    const { times } = this;
    let best = -1;
    for (let i = 0; i < times.length; i++) {
      if (times[i]! <= captureMs && (best < 0 || times[i]! > times[best]!)) best = i;
    }
    if (best < 0 || captureMs - times[best]! > oldestMs) return false;
    for (let i = 0; i < STRIDE; i++) out[i] = this.directions[STRIDE * best + i]!;
    return true;
  }
}
