import type { RecordOf } from '../../shared/layout.ts';
import type { ListFields } from '../../shared/layouts.ts';
import { SampleWindow, type Spread, spreadOf } from './sample-window.ts';

/** Names of `list.stageMs`, in order. */
export const LIST_STAGES = ['chunks', 'keys', 'sort', 'whole'] as const;

export interface ListSnapshot {
  /** Lists that came to the display. */
  readonly count: number;
  /** Between the finishing times of two lists. */
  readonly intervalMs: Spread;
  /** Age of the order in each display frame: of the head pose that it is right for, in ms, and in display frames begun since. */
  readonly ageMs: Spread;
  readonly ageFrames: Spread;
  /** How far the order may be off, degrees. */
  readonly ageDeg: Spread;
  /** Splats handed to the GPU, splats of the chunks in view, splats of the scene. */
  readonly submitted: number;
  readonly inView: number;
  readonly total: number;
  readonly stageMs: Readonly<Record<(typeof LIST_STAGES)[number], Spread>>;
}

/** Display frames whose starts are remembered; an older order counts as this old. */
const FRAMES = 64;

/** Counters of draw lists. Everything but `snapshot` runs once a frame and allocates nothing. */
export class ListStats {
  /** The list on display; null before the first. */
  newest: RecordOf<ListFields> | null = null;
  readonly intervalMs: SampleWindow;
  readonly ageMs: SampleWindow;
  private readonly ageFrames: SampleWindow;
  private readonly ageDeg: SampleWindow;
  private readonly stageMs: readonly SampleWindow[];
  private readonly starts = new Float64Array(FRAMES).fill(Number.NEGATIVE_INFINITY);
  private frames = 0;
  private count = 0;
  private serial = 0;
  private scene = 0;
  private finishedMs = Number.NaN;

  constructor(window: number) {
    this.intervalMs = new SampleWindow(window);
    this.ageMs = new SampleWindow(window);
    this.ageFrames = new SampleWindow(window);
    this.ageDeg = new SampleWindow(window);
    this.stageMs = LIST_STAGES.map(() => new SampleWindow(window));
  }

  frameStarted(nowMs: number): void {
    this.starts[this.frames++ % FRAMES] = nowMs;
  }

  /** See `FrameStats.listShown`. */
  shown(record: RecordOf<ListFields>, ageMs: number, ageDeg: number): void {
    this.newest = record;
    this.ageMs.push(ageMs);
    this.ageDeg.push(ageDeg);
    this.ageFrames.push(this.framesSince(record.captureMs[0]!));
    const serial = record.serial[0]!;
    const scene = record.scene[0]!;
    if (serial === this.serial && scene === this.scene) return;
    this.count++;
    const finished = record.finishedMs[0]!;
    // The first list of a scene follows no other.
    if (scene === this.scene) this.intervalMs.push(finished - this.finishedMs);
    this.serial = serial;
    this.scene = scene;
    this.finishedMs = finished;
    for (let i = 0; i < this.stageMs.length; i++) this.stageMs[i]!.push(record.stageMs[i]!);
  }

  /** Forgets the windows; totals stay. */
  clear(): void {
    for (const window of [this.intervalMs, this.ageMs, this.ageFrames, this.ageDeg, ...this.stageMs])
      window.clear();
  }

  snapshot(): ListSnapshot {
    const { newest } = this;
    return {
      count: this.count,
      intervalMs: spreadOf(this.intervalMs),
      ageMs: spreadOf(this.ageMs),
      ageFrames: spreadOf(this.ageFrames),
      ageDeg: spreadOf(this.ageDeg),
      submitted: newest?.count[0] ?? 0,
      inView: newest?.splatsInView[0] ?? 0,
      total: newest?.splatsTotal[0] ?? 0,
      stageMs: Object.fromEntries(
        LIST_STAGES.map((name, i) => [name, spreadOf(this.stageMs[i]!)]),
      ) as ListSnapshot['stageMs'],
    };
  }

  /** Display frames begun after a moment; a view is published a little after the start of its own. */
  private framesSince(captureMs: number): number {
    let frames = 0;
    while (
      frames < Math.min(this.frames, FRAMES) &&
      this.starts[(this.frames - 1 - frames) % FRAMES]! > captureMs
    )
      frames++;
    return frames;
  }
}
