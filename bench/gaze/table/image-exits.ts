import type { RecordOf } from '../../../src/shared/layout.ts';
import type { GazeFields } from '../../../src/shared/layouts.ts';
import { nowMs } from '../../../src/shared/time.ts';
import type { ExitSource } from '../../../src/workers/splats/foveation/exit-source.ts';

/** Longer than any network takes, ms. */
const PATIENCE_MS = 10_000;

/**
 * Exits of one eye image alone, since frames of other columns leave theirs behind in the same mailbox; and all of them, as in the paper:
 * a renderer that presents what it has after a while is made to wait for the last one.
 */
export class ImageExits implements ExitSource {
  /** Time that the renderer was held up for without knowing, ms. */
  heldMs = 0;
  private image = 0;
  private last = 0;
  private waiting = false;

  constructor(private readonly all: ExitSource) {}

  /** @param image number of the image, @param last its last exit */
  begin(image: number, last: number): void {
    this.image = image;
    this.last = last;
    this.heldMs = 0;
    this.waiting = false;
  }

  newest(afterImage: number, afterExit: number, out: RecordOf<GazeFields>): boolean {
    const over = afterImage === this.image && afterExit === this.last;
    if (this.has(afterImage, afterExit, out)) return true;
    // Before it has waited for the first time, the renderer has something else to do.
    if (!this.waiting || over) return false;
    const start = nowMs();
    const giveUp = start + PATIENCE_MS;
    while (!this.has(afterImage, afterExit, out)) {
      if (nowMs() > giveUp) throw new Error('The tracker does not come to its last exit.');
      this.all.wait(giveUp);
    }
    this.heldMs += nowMs() - start;
    return true;
  }

  glance(afterImage: number, afterExit: number, out: RecordOf<GazeFields>): boolean {
    return this.all.glance?.(afterImage, afterExit, out) === true && out.image[0] === this.image;
  }

  wait(untilMs: number): boolean {
    this.waiting = true;
    return this.all.wait(untilMs);
  }

  private has(afterImage: number, afterExit: number, out: RecordOf<GazeFields>): boolean {
    return this.all.newest(afterImage, afterExit, out) && out.image[0] === this.image;
  }
}
