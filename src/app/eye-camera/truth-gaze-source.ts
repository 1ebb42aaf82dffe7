import type { GazeSourceKind } from '../../shared/gaze.ts';
import type { GazeFrame, GazeRecord, GazeSource } from '../../xr/gaze/gaze-source.ts';
import { GAZE_STATUS, type GazeStatus } from '../../xr/gaze/gaze-status.ts';
import { TruthHistory } from './truth-history.ts';

/**
 * Where the simulated eye truly looks: whatever source the person chose for it, exchangeable while it runs. A calibration
 * may turn the eye itself where no person can.
 */
export class TruthGazeSource implements GazeSource {
  /** Where the eye looks instead of where its source says, unit vector in viewer space; null = as the source says. */
  steered: ArrayLike<number> | null = null;
  /** Where it looked during the last moments. */
  readonly history = new TruthHistory();
  private inner: GazeSource | null = null;
  private running = false;

  get kind(): GazeSourceKind {
    return this.inner?.kind ?? 'none';
  }

  get status(): GazeStatus {
    if (this.steered) return GAZE_STATUS.live;
    return this.inner?.status ?? GAZE_STATUS.starting;
  }

  /** Stops the source in use and takes another; null = none for now. */
  use(source: GazeSource | null): void {
    if (source === this.inner) return;
    if (this.running) this.inner?.stop();
    this.inner = source;
    if (this.running) source?.start();
  }

  start(): void {
    this.running = true;
    this.inner?.start();
  }

  stop(): void {
    this.running = false;
    this.inner?.stop();
  }

  sample(frame: GazeFrame, out: GazeRecord): boolean {
    const { steered } = this;
    // The source is asked in any case, so that it stays up to date.
    const usable = this.inner?.sample(frame, out) ?? false;
    if (steered) {
      out.captureMs[0] = frame.nowMs;
      for (let i = 0; i < 3; i++) out.direction[i] = steered[i]!;
      out.sigmaDeg[0] = 0;
      out.confidence[0] = 1;
    } else if (!usable) return false;
    this.history.push(out.direction, out.captureMs[0]!);
    return true;
  }
}
