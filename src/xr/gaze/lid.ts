/** Time that a lid takes all the way down and up again, ms (a blink: Schiffman 2001). */
const DOWN_MS = 90;
const UP_MS = 160;

/** A lid that takes its time. */
export class Lid {
  /** 0 = closed, 1 = wide open. */
  openness = 1;
  private lastMs = Number.NaN;

  /** Moves towards where the lid is wanted. */
  move(wanted: number, nowMs: number): void {
    const elapsedMs = nowMs - this.lastMs;
    this.lastMs = nowMs;
    if (!(elapsedMs > 0)) return;
    const least = this.openness - elapsedMs / DOWN_MS;
    const most = this.openness + elapsedMs / UP_MS;
    this.openness = Math.max(0, Math.min(1, Math.max(least, Math.min(most, wanted))));
  }

  /** Puts the lid there at once. */
  reset(openness: number): void {
    this.openness = openness;
    this.lastMs = Number.NaN;
  }
}
