import type { GazeFrame, GazeRecord, GazeSource } from './gaze-source.ts';
import { GAZE_STATUS, type GazeStatus } from './gaze-status.ts';
import { type GazeTrace, traceDirection, traceLength } from './gaze-trace.ts';

/** Plays a trace in real time, over and over. Samples keep the instants at which the trace has them. */
export class ReplayGazeSource implements GazeSource {
  readonly kind = 'replay';
  status: GazeStatus = GAZE_STATUS.starting;
  private startMs = Number.NaN;
  private readonly periodMs: number;
  private readonly length: number;
  private readonly scratch = new Float64Array(3);

  constructor(readonly trace: GazeTrace) {
    this.periodMs = 1000 / trace.rateHz;
    this.length = traceLength(trace);
  }

  /** The trace begins with the first frame after this. */
  start(): void {
    this.startMs = Number.NaN;
    this.status = GAZE_STATUS.starting;
  }

  stop(): void {}

  sample(frame: GazeFrame, out: GazeRecord): boolean {
    if (Number.isNaN(this.startMs)) this.startMs = frame.nowMs;
    const step = Math.floor((frame.nowMs - this.startMs) / this.periodMs);
    if (!traceDirection(this.trace, step % this.length, this.scratch)) {
      this.status = GAZE_STATUS.gap;
      return false;
    }
    out.captureMs[0] = this.startMs + step * this.periodMs;
    out.direction.set(this.scratch);
    out.sigmaDeg[0] = this.trace.sigmaDeg;
    out.confidence[0] = 1;
    this.status = GAZE_STATUS.live;
    return true;
  }
}
