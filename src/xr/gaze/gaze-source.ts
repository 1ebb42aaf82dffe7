import type { GazeSourceKind } from '../../shared/gaze.ts';
import type { RecordOf } from '../../shared/layout.ts';
import type { GazeFields } from '../../shared/layouts.ts';
import type { GazeStatus } from './gaze-status.ts';

/** One gaze record as it lies in the mailbox. */
export type GazeRecord = RecordOf<GazeFields>;

/** What a source may look at in one display frame. One mutable object is reused for every frame. */
export interface GazeFrame {
  /** Time of the frame, `nowMs()` milliseconds. */
  nowMs: number;
  /** Set inside a headset session only. */
  xrFrame: XRFrame | null;
  session: XRSession | null;
  /** Projection of the desk's camera, 4 × 4, column-major. */
  projection: ArrayLike<number>;
}

/** Where gaze comes from. The hub calls `sample` once a display frame; nothing in it may allocate or wait. */
export interface GazeSource {
  readonly kind: GazeSourceKind;
  /** Read after each `sample`; one of the frozen `GAZE_STATUS` objects. */
  readonly status: GazeStatus;
  /**
   * Set where the source steadies its gaze and finds saccades itself. Then `sample` also writes `filtered`, `exit`, `image` and the
   * saccade bit of `flags`; for the other sources the hub does.
   */
  readonly complete?: true;
  start(): void;
  stop(): void;
  /**
   * Writes `captureMs`, `direction` (unit, viewer space), `sigmaDeg` and `confidence` of the newest sample.
   * @returns false when there is no usable direction; then nothing has been written.
   */
  sample(frame: GazeFrame, out: GazeRecord): boolean;
}
