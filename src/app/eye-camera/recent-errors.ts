/** Errors over the last so many milliseconds. Pushing allocates nothing; a summary sorts into a scratch of its own. */
export class RecentErrors {
  private readonly values: Float64Array;
  private readonly times: Float64Array;
  private readonly scratch: Float64Array;
  private next = 0;

  /**
   * @param spanMs what is older than this when a summary is asked for does not count
   * @param most errors that are kept; the oldest go first
   */
  constructor(
    private readonly spanMs: number,
    most = 512,
  ) {
    this.values = new Float64Array(most);
    this.times = new Float64Array(most).fill(Number.NEGATIVE_INFINITY);
    this.scratch = new Float64Array(most);
  }

  /** Mean of the last summary, NaN when there was nothing to sum up. */
  mean = Number.NaN;
  /** 95th percentile of the last summary: the smallest value that at least 95 % do not exceed. */
  p95 = Number.NaN;
  /** Errors in the last summary. */
  count = 0;

  push(error: number, atMs: number): void {
    this.values[this.next] = error;
    this.times[this.next] = atMs;
    this.next = (this.next + 1) % this.values.length;
  }

  /** Sums up what is not older than the span into `mean`, `p95` and `count`. */
  summarize(nowMs: number): void {
    const { values, times, scratch } = this;
    let count = 0;
    let sum = 0;
    for (let i = 0; i < values.length; i++) {
      if (nowMs - times[i]! > this.spanMs) continue;
      scratch[count++] = values[i]!;
      sum += values[i]!;
    }
    this.count = count;
    this.mean = count > 0 ? sum / count : Number.NaN;
    this.p95 = count > 0 ? scratch.subarray(0, count).sort()[Math.ceil(0.95 * count) - 1]! : Number.NaN;
  }

  clear(): void {
    this.times.fill(Number.NEGATIVE_INFINITY);
    this.summarize(0);
  }
}
