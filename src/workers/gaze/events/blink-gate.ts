export interface BlinkOptions {
  /** The eye counts as closed below this openness, and as open again above `openAbove`. */
  readonly closedBelow: number;
  readonly openAbove: number;
  /** An openness that falls faster than this, a second, is that of a lid about to cover the pupil: the gaze is no good any more. */
  readonly fallPerS: number;
  /** Time after the eye has opened in which lid and pupil still move, ms. */
  readonly afterMs: number;
}

/**
 * Openness is what the tracker makes of it: the probability that enough of the pupil shows. In a blink, whose lid takes about 100 ms
 * down and 200 ms up (Schiffman 2001), it goes from one end to the other within one to three images.
 */
export const BLINK: BlinkOptions = { closedBelow: 0.4, openAbove: 0.6, fallPerS: 5, afterMs: 40 };

/**
 * Tells the images in which no gaze can be had because of the lid: those of a closed eye, and those just before and after in which
 * the lid moves over the pupil and drags the estimate with it.
 */
export class BlinkGate {
  /** The lid is down. */
  closed = false;
  /** The estimates of the newest image are not to be used: the lid is down, coming down, or was down just now. */
  blocked = false;
  private lastOpenness = Number.NaN;
  private lastMs = Number.NaN;
  private openedMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: BlinkOptions = BLINK) {}

  reset(): void {
    this.closed = false;
    this.blocked = false;
    this.lastOpenness = Number.NaN;
    this.lastMs = Number.NaN;
    this.openedMs = Number.NEGATIVE_INFINITY;
  }

  /**
   * What an exit says, before the image is decided: nothing is remembered. The first image of an eye that has opened again is among
   * those that are not to be used.
   * @returns whether its estimate is not to be used
   */
  judge(openness: number, captureMs: number): boolean {
    const { closedBelow, openAbove, fallPerS, afterMs } = this.options;
    if (this.closed || openness < closedBelow || captureMs - this.openedMs < afterMs) return true;
    const seconds = (captureMs - this.lastMs) / 1000;
    const covers = openness < (1 + openAbove) / 2;
    return covers && seconds > 0 && (this.lastOpenness - openness) / seconds > fallPerS;
  }

  /** Takes the openness that the last exit of an image gives. */
  push(openness: number, captureMs: number): void {
    const { closedBelow, openAbove } = this.options;
    const closed = openness < (this.closed ? openAbove : closedBelow);
    if (this.closed && !closed) this.openedMs = captureMs;
    this.blocked = this.judge(openness, captureMs);
    this.closed = closed;
    this.lastOpenness = openness;
    this.lastMs = captureMs;
  }
}
