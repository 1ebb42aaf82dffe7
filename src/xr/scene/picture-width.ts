/** Widths of an eye picture to choose from, pixels. */
export const PICTURE_WIDTHS = [256, 320, 400, 480, 560, 640, 720, 800, 960] as const;

/** Splat pictures are to come at least this often, ms. */
const LONGEST_MS = 50;
/** A wider picture is tried where it is expected to come at least this often, ms. */
const COMFORTABLE_MS = 42;
/** The cost grows with this power of the width: less than the pixels, since every splat is projected in any case. */
const COST_POWER = 1.5;
/** The interval counts up to this many times the renderer's own time. */
const MOST_WAITING = 1.5;
/** Frames after a change that still pay for it. */
const SETTLING_FRAMES = 3;
/** Frames that a decision rests on; a late picture hurts more than a coarse one, so narrowing is the faster. */
const NARROWING_FRAMES = 6;
const WIDENING_FRAMES = 20;
/** A width that proved too wide is tried again after twice as many frames as before, up to this many. */
const MOST_WIDENING_FRAMES = 640;

/**
 * Chooses the width of the eye pictures so that new ones keep coming, from what the last ones cost. Starts narrow.
 *
 * The interval between pictures counts only up to a multiple of the renderer's own time: what is beyond is spent by the
 * display or by a pause, and a narrower picture would not shorten it.
 */
export class PictureWidth {
  private step = 1;
  private frames = -SETTLING_FRAMES;
  private sum = 0;
  private patience = WIDENING_FRAMES;
  private justWidened = false;

  /** Pixels of one eye picture. */
  get width(): number {
    return PICTURE_WIDTHS[this.step]!;
  }

  /**
   * Takes the cost of a picture of the present width. Allocates nothing.
   * @param intervalMs since the picture before; NaN for the first
   * @param wholeMs the renderer's time for it
   * @param limit width beyond which nothing is gained, pixels
   */
  pictureDone(intervalMs: number, wholeMs: number, limit: number): void {
    if (this.frames++ < 0) return;
    this.sum += Math.max(wholeMs, Math.min(intervalMs || 0, MOST_WAITING * wholeMs));
    const mean = this.sum / this.frames;
    if (this.frames % NARROWING_FRAMES === 0 && mean > LONGEST_MS && this.step > 0) {
      if (this.justWidened) this.patience = Math.min(2 * this.patience, MOST_WIDENING_FRAMES);
      this.go(mean > 2 * LONGEST_MS ? -2 : -1);
      this.justWidened = false;
    } else if (this.frames >= this.patience) {
      const next = PICTURE_WIDTHS[this.step + 1];
      const wider =
        next !== undefined && this.width < limit && mean * (next / this.width) ** COST_POWER < COMFORTABLE_MS;
      this.go(wider ? 1 : 0);
      this.justWidened = wider;
    }
  }

  private go(steps: number): void {
    this.step = Math.max(0, this.step + steps);
    this.frames = steps === 0 ? 0 : -SETTLING_FRAMES;
    this.sum = 0;
  }
}
