import type { RecordOf } from '../../shared/layout.ts';
import type { FrameFields } from '../../shared/layouts.ts';
import { SampleWindow } from './sample-window.ts';

/** Names of `frame.stageMs`, in order. */
export const STAGES = ['project', 'sort', 'bin', 'blend', 'reconstruct', 'whole'] as const;

export interface Spread {
  readonly last: number;
  readonly median: number;
  readonly p95: number;
}

/** Everything in milliseconds of the host's clock; NaN while nothing was measured. */
export interface StatsSnapshot {
  readonly displayFrames: number;
  readonly splatFrames: number;
  /** Between two display frames. */
  readonly displayMs: Spread;
  /** Between the finishing times of two splat frames. */
  readonly splatMs: Spread;
  /** Age of the gaze that the shown picture was made for, when the page hands its frame over. */
  readonly gazeAgeMs: Spread;
  /** Age of the head pose that the shown picture was made for, at the same moment. */
  readonly poseAgeMs: Spread;
  /** Page CPU for one display frame, in and out of XR. */
  readonly callbackMs: Spread;
  readonly splatsTotal: number;
  readonly splatsDrawn: number;
  readonly pixelsShaded: number;
  readonly pixelsTotal: number;
  readonly width: number;
  readonly height: number;
  readonly eyes: number;
  readonly stageMs: Readonly<Record<(typeof STAGES)[number], Spread>>;
}

const WINDOW = 240;
/** A longer pause is a hidden tab or a session change, not a frame. */
const PAUSE_MS = 1000;

function spread(window: SampleWindow): Spread {
  return { last: window.latest, median: window.percentile(0.5), p95: window.percentile(0.95) };
}

/** Counters of the display. Everything but `snapshot` runs once a frame and allocates nothing. */
export class FrameStats {
  readonly displayMs = new SampleWindow(WINDOW);
  readonly splatMs = new SampleWindow(WINDOW);
  readonly gazeAgeMs = new SampleWindow(WINDOW);
  readonly poseAgeMs = new SampleWindow(WINDOW);
  readonly callbackMs = new SampleWindow(WINDOW);
  private readonly stageMs = STAGES.map(() => new SampleWindow(WINDOW));
  private displayFrames = 0;
  private splatFrames = 0;
  private startedMs = Number.NaN;
  private finishedMs = Number.NaN;
  private inFrame = false;
  private newest: RecordOf<FrameFields> | null = null;

  /** First thing in a display frame. */
  frameStarted(nowMs: number): void {
    const interval = nowMs - this.startedMs;
    if (interval < PAUSE_MS) this.displayMs.push(interval);
    this.startedMs = nowMs;
    this.inFrame = true;
  }

  /** Last thing in a display frame, once its draw calls are out. Ignored where no frame was started. */
  frameEnded(nowMs: number): void {
    if (!this.inFrame) return;
    this.inFrame = false;
    this.displayFrames++;
    this.callbackMs.push(nowMs - this.startedMs);
    if (this.newest === null) return;
    if (this.newest.gazeMs[0]! > 0) this.gazeAgeMs.push(nowMs - this.newest.gazeMs[0]!);
    this.poseAgeMs.push(nowMs - this.newest.captureMs[0]!);
  }

  /** A picture was taken over; the record stays the caller's and is read later. */
  pictureShown(record: RecordOf<FrameFields>): void {
    this.newest = record;
    this.splatFrames++;
    const finished = record.finishedMs[0]!;
    const interval = finished - this.finishedMs;
    if (interval < PAUSE_MS) this.splatMs.push(interval);
    this.finishedMs = finished;
    for (let i = 0; i < this.stageMs.length; i++) this.stageMs[i]!.push(record.stageMs[i]!);
  }

  /** Forgets the windows, e.g. when a session starts or a scene is opened. Totals stay. */
  clear(): void {
    for (const window of [this.displayMs, this.splatMs, this.gazeAgeMs, this.poseAgeMs, this.callbackMs])
      window.clear();
    for (const window of this.stageMs) window.clear();
    this.startedMs = this.finishedMs = Number.NaN;
  }

  snapshot(): StatsSnapshot {
    const { newest } = this;
    return {
      displayFrames: this.displayFrames,
      splatFrames: this.splatFrames,
      displayMs: spread(this.displayMs),
      splatMs: spread(this.splatMs),
      gazeAgeMs: spread(this.gazeAgeMs),
      poseAgeMs: spread(this.poseAgeMs),
      callbackMs: spread(this.callbackMs),
      splatsTotal: newest?.splatsTotal[0] ?? 0,
      splatsDrawn: newest?.splatsProjected[0] ?? 0,
      pixelsShaded: newest?.pixelsShaded[0] ?? 0,
      pixelsTotal: newest?.pixelsTotal[0] ?? 0,
      width: newest?.width[0] ?? 0,
      height: newest?.height[0] ?? 0,
      eyes: newest?.eyeCount[0] ?? 0,
      stageMs: Object.fromEntries(
        STAGES.map((name, i) => [name, spread(this.stageMs[i]!)]),
      ) as StatsSnapshot['stageMs'],
    };
  }
}
