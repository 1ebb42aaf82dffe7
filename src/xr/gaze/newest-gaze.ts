import { GAZE_FLAG } from '../../shared/gaze.ts';
import { GAZE_LAYOUT } from '../../shared/layouts.ts';
import { EXITS } from '../../workers/gaze/tracker-config.ts';
import type { GazeRecord } from './gaze-source.ts';

/** An early exit of a newer image contradicts the gaze that is held when it is so many of its standard deviations away. */
const CONTRADICTS_SIGMAS = 3;

/**
 * The gaze to show, of a tracker whose exits come one by one: the best exit of the newest image. An early exit of a new image does not
 * displace the last one of the image before, which is ten milliseconds older and ten times as exact, unless it contradicts it: then
 * the eye has moved.
 */
export class NewestGaze {
  /** `closed` = the lid is in the way; `blind` = there was no image, or nothing in it; `none` = nothing was heard yet. */
  state: 'none' | 'seen' | 'closed' | 'blind' = 'none';
  private readonly held: GazeRecord = GAZE_LAYOUT.record();
  private holds = false;

  reset(): void {
    this.state = 'none';
    this.holds = false;
  }

  /** Takes what the tracker says next. */
  take(record: GazeRecord): void {
    const flags = record.flags[0]!;
    if ((flags & GAZE_FLAG.valid) === 0) {
      this.state = (flags & GAZE_FLAG.blind) !== 0 ? 'blind' : 'closed';
      this.holds = false;
      return;
    }
    this.state = 'seen';
    if (this.holds && !this.displaces(record)) return;
    this.held.words.set(record.words);
    this.holds = true;
  }

  /** Writes the gaze; there is one while `state` is `seen`. */
  write(out: GazeRecord): void {
    out.words.set(this.held.words);
  }

  private displaces(record: GazeRecord): boolean {
    const { held } = this;
    if (record.exit[0] === EXITS || record.image[0] === held.image[0]) return true;
    // Better than an early exit of an image that was left.
    if (record.sigmaDeg[0]! <= held.sigmaDeg[0]!) return true;
    const [a, b] = [record.direction, held.direction];
    const chord = Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!, a[2]! - b[2]!);
    return chord > CONTRADICTS_SIGMAS * record.sigmaDeg[0]! * (Math.PI / 180);
  }
}
