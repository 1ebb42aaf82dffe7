import type { GazeFrame, GazeRecord, GazeSource } from '../gaze/gaze-source.ts';
import { GAZE_STATUS, type GazeStatus } from '../gaze/gaze-status.ts';

/** A direction in the head's own space: x to the right, y up, -z ahead, of any length. */
export interface GazeDirection {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** Asked once a display frame, so it should return the same object each time; null = not known at the moment. */
export type GazeFunction = () => GazeDirection | null;

/** A function of the page's says where somebody looks. What it says is taken as exact and of this moment. */
export class FunctionGazeSource implements GazeSource {
  readonly kind = 'custom';
  status: GazeStatus = GAZE_STATUS.starting;

  constructor(private readonly ask: GazeFunction) {}

  start(): void {}

  stop(): void {}

  sample(frame: GazeFrame, out: GazeRecord): boolean {
    const direction = this.ask();
    const length = direction ? Math.hypot(direction.x, direction.y, direction.z) : 0;
    if (!direction || !(length > 0 && length < Number.POSITIVE_INFINITY)) {
      this.status = GAZE_STATUS.gap;
      return false;
    }
    out.captureMs[0] = frame.nowMs;
    out.direction[0] = direction.x / length;
    out.direction[1] = direction.y / length;
    out.direction[2] = direction.z / length;
    out.sigmaDeg[0] = 0;
    out.confidence[0] = 1;
    this.status = GAZE_STATUS.live;
    return true;
  }
}
