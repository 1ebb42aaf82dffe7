import type { RecordOf } from '../../../shared/layout.ts';
import { GAZE_LAYOUT, type GazeFields } from '../../../shared/layouts.ts';
import { nowMs } from '../../../shared/time.ts';
import type { ExitSource } from './exit-source.ts';

/** An exit, and how long after the eye image it is there. */
export interface TimedExit {
  readonly afterMs: number;
  readonly gaze: RecordOf<GazeFields>;
}

/**
 * Exits of one image after the other that come at given times, for measurements and tests without a tracker: as many threads as the
 * renderer has, and delays that were measured elsewhere.
 */
export class TimedExits implements ExitSource {
  private startMs = 0;
  private image = 0;
  private readonly bell = new Int32Array(new SharedArrayBuffer(4));

  /** @param exits of each image, in the order of their times */
  constructor(private readonly exits: readonly TimedExit[]) {}

  /** The next eye image is there now. */
  start(): void {
    this.startMs = nowMs();
    this.image++;
  }

  newest(afterImage: number, afterExit: number, out: RecordOf<GazeFields>): boolean {
    const passed = nowMs() - this.startMs;
    for (let i = this.exits.length - 1; i >= 0; i--) {
      const { afterMs, gaze } = this.exits[i]!;
      if (afterMs > passed) continue;
      if (this.image === 0 || (this.image === afterImage && gaze.exit[0]! <= afterExit)) return false;
      out.words.set(gaze.words);
      out.image[0] = this.image;
      return true;
    }
    return false;
  }

  glance(afterImage: number, afterExit: number, out: RecordOf<GazeFields>): boolean {
    return this.newest(afterImage, afterExit, out);
  }

  wait(untilMs: number): boolean {
    const now = nowMs();
    for (const { afterMs } of this.exits) {
      const dueMs = this.startMs + afterMs;
      if (dueMs <= now) continue;
      Atomics.wait(this.bell, 0, 0, Math.max(0, Math.min(dueMs, untilMs) - now));
      return true;
    }
    return false;
  }
}

/** An exit for tests and measurements: everything that the tracker would have written but the image's number. */
export function exitGaze(
  exit: number,
  direction: ArrayLike<number>,
  flags: number,
  captureMs: number,
): RecordOf<GazeFields> {
  const gaze = GAZE_LAYOUT.record();
  gaze.direction.set(direction);
  gaze.filtered.set(direction);
  gaze.exit[0] = exit;
  gaze.flags[0] = flags;
  gaze.captureMs[0] = captureMs;
  return gaze;
}
