import type { GazeFrame, GazeRecord, GazeSource } from './gaze-source.ts';
import { GAZE_STATUS, type GazeStatus } from './gaze-status.ts';
import { PointerPosition } from './pointer-position.ts';
import { unproject } from './unproject.ts';

/** The mouse over the desk's picture stands for the gaze. Exact by definition, so its deviation is 0. */
export class PointerGazeSource implements GazeSource {
  readonly kind = 'pointer';
  status: GazeStatus = GAZE_STATUS.starting;
  private readonly pointer: PointerPosition;
  private lastMs = 0;

  /** @param element The canvas that shows the scene. */
  constructor(element: HTMLElement) {
    this.pointer = new PointerPosition(element);
  }

  start(): void {
    this.status = GAZE_STATUS['no-pointer'];
    this.pointer.start();
  }

  stop(): void {
    this.pointer.stop();
  }

  sample(frame: GazeFrame, out: GazeRecord): boolean {
    if (frame.session) {
      this.status = GAZE_STATUS['in-headset'];
      return false;
    }
    if (!this.pointer.seen) {
      this.status = GAZE_STATUS['no-pointer'];
      return false;
    }
    // A moved mouse was there when its event says; one that rests is there now.
    const { eventMs } = this.pointer;
    this.lastMs = eventMs > this.lastMs ? eventMs : frame.nowMs;
    out.captureMs[0] = this.lastMs;
    unproject(out.direction, this.pointer.u, this.pointer.v, frame.projection);
    out.sigmaDeg[0] = 0;
    out.confidence[0] = 1;
    this.status = GAZE_STATUS.live;
    return true;
  }
}
