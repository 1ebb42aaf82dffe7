/**
 * Decides when something that keeps failing is given up: after so many failures in a row. What ran well for a while in between, or
 * succeeded at its work, starts from zero.
 */
export class Strikes {
  private count = 0;
  private wellSinceMs = Number.POSITIVE_INFINITY;

  /**
   * @param limit failures in a row that are one too many
   * @param healthyMs so much time without a failure ends a row
   */
  constructor(
    private readonly limit: number,
    private readonly healthyMs: number,
  ) {}

  /** @returns whether this failure is the one too many */
  strike(nowMs: number): boolean {
    if (nowMs - this.wellSinceMs >= this.healthyMs) this.count = 0;
    this.wellSinceMs = Number.POSITIVE_INFINITY;
    return ++this.count >= this.limit;
  }

  /** It runs again. */
  recovered(nowMs: number): void {
    this.wellSinceMs = nowMs;
  }

  /** Failures in the present row. */
  get inRow(): number {
    return this.count;
  }

  /** It has proved itself, or somebody wants it tried again. */
  clear(): void {
    this.count = 0;
  }
}
