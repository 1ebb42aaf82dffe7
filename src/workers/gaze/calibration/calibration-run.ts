import { GAZE_FLAG } from '../../../shared/gaze.ts';
import type { RecordOf } from '../../../shared/layout.ts';
import type { GazeFields } from '../../../shared/layouts.ts';
import { type GazeAngles, pitchOf, yawOf } from '../angles.ts';
import { EXITS } from '../tracker-config.ts';
import { populationOptical } from './calibration-map.ts';
import { type Calibration, type CalibrationPoint, fitCalibration, LEAST_POINTS } from './fit-calibration.ts';

export interface CalibrationRunOptions {
  /** Time that the eye gets to land on a new target, ms: reaction (200 ms), saccade, correction. */
  readonly settleMs: number;
  /** Time of undisturbed gaze that a target takes, ms. */
  readonly collectMs: number;
  /** Fewest samples in it. */
  readonly leastSamples: number;
  /** A gaze that strays this far from the mean of the target's samples starts the target over, degrees. */
  readonly strayDeg: number;
  /** A target that takes longer than this is given up, ms. */
  readonly patienceMs: number;
}

export const CALIBRATION_PACE: CalibrationRunOptions = {
  settleMs: 450,
  collectMs: 550,
  leastSamples: 8,
  strayDeg: 3,
  patienceMs: 6000,
};

export type CalibrationPhase = 'landing' | 'collecting' | 'done' | 'failed' | 'aborted';

/** Most samples of one target. */
const ROOM = 512;

/**
 * Leads a person through the targets of a calibration. The page shows `target`, calls `take` with each new sample of the tracker and
 * `tick` each frame, and has `result` when `phase` is done. While it runs the tracker must be uncalibrated (`calibrate(null)`), for
 * samples are taken back to the optical axis by the population's kappa. Samples live in memory and are dropped with the run.
 */
export class CalibrationRun {
  phase: CalibrationPhase = 'landing';
  result: Calibration | null = null;
  /** What went wrong, in a sentence, where it failed. */
  problem: string | null = null;
  private index = 0;
  private shownMs: number;
  private collectingMs = 0;
  private lastMs = Number.NEGATIVE_INFINITY;
  private count = 0;
  private readonly yaw = new Float64Array(ROOM);
  private readonly pitch = new Float64Array(ROOM);
  private readonly optical = new Float64Array(2);
  private readonly points: CalibrationPoint[] = [];

  /** @param nowMs when the first target is shown, `nowMs()` */
  constructor(
    readonly targets: readonly GazeAngles[],
    nowMs: number,
    private readonly options: CalibrationRunOptions = CALIBRATION_PACE,
  ) {
    this.shownMs = nowMs;
  }

  get running(): boolean {
    return this.phase === 'landing' || this.phase === 'collecting';
  }

  /** Where to look now; null when the run has ended. */
  get target(): GazeAngles | null {
    return this.running ? this.targets[this.index]! : null;
  }

  /** Number of the present target, from 0. */
  get targetIndex(): number {
    return this.index;
  }

  /** Share of the whole run, 0..1. */
  get progress(): number {
    if (!this.running) return 1;
    const part = this.phase === 'collecting' ? (this.lastMs - this.collectingMs) / this.options.collectMs : 0;
    return (this.index + Math.max(0, Math.min(1, part))) / this.targets.length;
  }

  /** Takes a sample of the tracker: last exits count, others are passed over. */
  take(record: RecordOf<GazeFields>): void {
    const captureMs = record.captureMs[0]!;
    if (!this.running || record.exit[0] !== EXITS || captureMs <= this.lastMs) return;
    this.lastMs = captureMs;
    if (captureMs < this.shownMs + this.options.settleMs) return;
    const flags = record.flags[0]!;
    // In a blink nothing is learned, and the gaze is still there after it.
    if (!(flags & GAZE_FLAG.valid)) return;
    if (flags & GAZE_FLAG.saccade) {
      this.startOver();
      return;
    }
    populationOptical(yawOf(record.direction), pitchOf(record.direction), this.optical);
    this.collect(this.optical[0]!, this.optical[1]!, captureMs);
  }

  /** Gives up a target that takes too long. @param nowMs `nowMs()` */
  tick(nowMs: number): void {
    if (this.running && nowMs - this.shownMs > this.options.patienceMs) this.next(nowMs);
  }

  /** Ends the run without a result. */
  abort(): void {
    if (!this.running) return;
    this.phase = 'aborted';
    this.forget();
  }

  private collect(yawDeg: number, pitchDeg: number, captureMs: number): void {
    const { options, count } = this;
    if (count > 0 && this.strays(yawDeg, pitchDeg)) this.startOver();
    if (this.phase === 'landing') {
      this.phase = 'collecting';
      this.collectingMs = captureMs;
    }
    if (this.count < ROOM) {
      this.yaw[this.count] = yawDeg;
      this.pitch[this.count] = pitchDeg;
      this.count++;
    }
    const long = captureMs - this.collectingMs >= options.collectMs;
    if (!long || this.count < options.leastSamples) return;
    const optical = { yawDeg: median(this.yaw, this.count), pitchDeg: median(this.pitch, this.count) };
    this.points.push({ target: this.targets[this.index]!, optical });
    this.next(captureMs);
  }

  private strays(yawDeg: number, pitchDeg: number): boolean {
    let yaw = 0;
    let pitch = 0;
    for (let i = 0; i < this.count; i++) {
      yaw += this.yaw[i]!;
      pitch += this.pitch[i]!;
    }
    return Math.hypot(yawDeg - yaw / this.count, pitchDeg - pitch / this.count) > this.options.strayDeg;
  }

  private startOver(): void {
    this.phase = 'landing';
    this.count = 0;
  }

  private next(nowMs: number): void {
    this.startOver();
    this.shownMs = nowMs;
    this.index++;
    if (this.index < this.targets.length) return;
    // Half of the targets may be missed, but not more.
    const least = Math.max(LEAST_POINTS, Math.ceil(this.targets.length / 2));
    if (this.points.length < least) {
      this.phase = 'failed';
      this.problem = `Only ${this.points.length} of ${this.targets.length} targets were looked at steadily; ${least} are needed.`;
    } else {
      this.result = fitCalibration(this.points);
      this.phase = 'done';
    }
    this.forget();
  }

  private forget(): void {
    this.yaw.fill(0);
    this.pitch.fill(0);
    this.points.length = 0;
  }
}

function median(values: Float64Array, count: number): number {
  const sorted = values.slice(0, count).sort();
  return sorted[count >> 1]!;
}
