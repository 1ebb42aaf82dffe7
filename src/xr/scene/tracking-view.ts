import type { GazeFields } from '../../shared/layouts.ts';
import type { Mailbox } from '../../shared/mailbox.ts';

/** What renderers need of a gaze tracker whose exits come while they draw. One mutable object, read once a frame. */
export interface TrackingView {
  /** Whether exits are to add to a picture as they come; false = the gaze of the view is ready-made. */
  incremental: boolean;
  /** Time from a view to the presentation of what there is, ms. */
  readonly budgetMs: number;
  /** Measured error of each exit, standard deviation per axis, degrees (6). */
  readonly exitSigmaDeg: Float32Array;
  /** Every exit as it comes. A reader takes a mailbox of its own over its buffer. */
  readonly tracked: Mailbox<GazeFields>;
}
