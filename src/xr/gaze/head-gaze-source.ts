import type { GazeFrame, GazeRecord, GazeSource } from './gaze-source.ts';
import { GAZE_STATUS, type GazeStatus } from './gaze-status.ts';

/**
 * Straight ahead, as an explicit choice. Nothing is known of the eyes, which the low confidence says; the deviation is
 * 0 because the direction chosen is met exactly.
 */
export class HeadGazeSource implements GazeSource {
  readonly kind = 'head';
  readonly status: GazeStatus = GAZE_STATUS.live;

  start(): void {}

  stop(): void {}

  sample(frame: GazeFrame, out: GazeRecord): boolean {
    out.captureMs[0] = frame.nowMs;
    out.direction[0] = 0;
    out.direction[1] = 0;
    out.direction[2] = -1;
    out.sigmaDeg[0] = 0;
    out.confidence[0] = 0.5;
    return true;
  }
}
