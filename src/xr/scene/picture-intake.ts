import type { RecordOf } from '../../shared/layout.ts';
import { FRAME_LAYOUT, type FrameFields, type ViewFields } from '../../shared/layouts.ts';
import type { EyePicture, SplatClient } from '../../workers/splats/splat-client.ts';
import { type FrameStats, STAGES } from './frame-stats.ts';
import type { PictureWidth } from './picture-width.ts';

/** Index of the whole frame's time in `frame.stageMs`. */
const WHOLE = STAGES.indexOf('whole');

/** Takes over finished pictures and lets their width follow what they cost. Allocates nothing. */
export class PictureIntake {
  /** Record of the newest picture. */
  readonly frame: RecordOf<FrameFields> = FRAME_LAYOUT.record();
  private finishedMs = Number.NaN;

  constructor(
    private readonly client: SplatClient,
    private readonly stats: FrameStats,
  ) {}

  /**
   * @param asked the view that was published last
   * @param choice the width that was asked for @param limit width beyond which nothing is gained, pixels
   * @returns whether there is a new picture
   */
  take(asked: RecordOf<ViewFields>, choice: PictureWidth, limit: number): boolean {
    const { frame } = this;
    if (!this.client.frame.readNew(frame)) return false;
    this.stats.pictureShown(frame);
    const finished = frame.finishedMs[0]!;
    // Pictures of another size were asked for before the last change.
    if (frame.width[0] === asked.width[0] && frame.eyeCount[0] === asked.eyeCount[0]) {
      choice.pictureDone(finished - this.finishedMs, frame.stageMs[WHOLE]!, limit);
    }
    this.finishedMs = finished;
    return true;
  }

  /** Picture of an eye of the newest record; null where its slot has been given to another. */
  picture(eye: number): EyePicture | null {
    return this.client.picture(this.frame.slot[0]!, eye);
  }
}
