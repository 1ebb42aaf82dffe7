import type { RecordOf } from '../../shared/layout.ts';
import type { FrameFields, ListFields } from '../../shared/layouts.ts';
import { countLevels, LEVEL_SHARES, pixelShare } from './level-shares.ts';
import { type ListSnapshot, ListStats } from './list-stats.ts';
import { SampleWindow, type Spread, spreadOf as spread } from './sample-window.ts';

/** Names of `frame.stageMs`, in order. */
export const STAGES = ['project', 'sort', 'bin', 'blend', 'reconstruct', 'whole'] as const;

/** Everything in milliseconds of the host's clock; NaN while nothing was measured. */
export interface StatsSnapshot {
  /** Who drew the splats that are shown; null before the first. */
  readonly renderer: 'tiles' | 'quads' | null;
  readonly displayFrames: number;
  /** Finished pictures that were taken over, and display frames in which the GPU drew splats. */
  readonly splatFrames: number;
  /** Between two display frames. */
  readonly displayMs: Spread;
  /** `tiles`: between the finishing times of two pictures. */
  readonly splatMs: Spread;
  /** Age of the gaze that the splats on display were drawn for, when the page hands its frame over. */
  readonly gazeAgeMs: Spread;
  /** Age of the head pose that they were drawn for (`tiles`) or put in order for (`quads`), at the same moment. */
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
  /** `tiles`. */
  readonly stageMs: Readonly<Record<(typeof STAGES)[number], Spread>>;
  /** `quads`: parts of the tiles on display at level 0 (one pixel in sixteen) to 4 (all); all 0 before the first. */
  readonly levelShares: readonly number[];
  /** `quads`. */
  readonly lists: ListSnapshot;
}

const WINDOW = 240;
/** A longer pause is a hidden tab or a session change, not a frame. */
const PAUSE_MS = 1000;

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
  private renderer: StatsSnapshot['renderer'] = null;
  private newest: RecordOf<FrameFields> | null = null;
  readonly lists = new ListStats(WINDOW);
  private listGazeMs = 0;
  private levels: Uint8Array | null = null;
  private readonly levelTiles = new Uint32Array(LEVEL_SHARES);
  private levelWidth = 0;
  private levelHeight = 0;
  private levelEyes = 0;

  /** First thing in a display frame. */
  frameStarted(nowMs: number): void {
    const interval = nowMs - this.startedMs;
    if (interval < PAUSE_MS) this.displayMs.push(interval);
    this.startedMs = nowMs;
    this.inFrame = true;
    this.lists.frameStarted(nowMs);
  }

  /** Last thing in a display frame, once its draw calls are out. Ignored where no frame was started. */
  frameEnded(nowMs: number): void {
    if (!this.inFrame) return;
    this.inFrame = false;
    this.displayFrames++;
    this.callbackMs.push(nowMs - this.startedMs);
    const shown = this.renderer === 'quads' ? this.lists.newest : this.newest;
    if (shown === null) return;
    const gazeMs = this.renderer === 'quads' ? this.listGazeMs : shown.gazeMs[0]!;
    if (gazeMs > 0) this.gazeAgeMs.push(nowMs - gazeMs);
    this.poseAgeMs.push(nowMs - shown.captureMs[0]!);
  }

  /** A picture was taken over; the record stays the caller's and is read later. */
  pictureShown(record: RecordOf<FrameFields>): void {
    this.renderer = 'tiles';
    this.newest = record;
    this.splatFrames++;
    const finished = record.finishedMs[0]!;
    const interval = finished - this.finishedMs;
    if (interval < PAUSE_MS) this.splatMs.push(interval);
    this.finishedMs = finished;
    for (let i = 0; i < this.stageMs.length; i++) this.stageMs[i]!.push(record.stageMs[i]!);
  }

  /**
   * The GPU draws splats in the order of a list; once a display frame. The record stays the caller's and is read later.
   * @param ageMs of the head pose that the list is right for @param ageDeg how far the order may be off by it
   * @param gazeMs when the gaze was captured that the pixels of this frame are chosen by
   */
  listShown(record: RecordOf<ListFields>, ageMs: number, ageDeg: number, gazeMs = record.gazeMs[0]!): void {
    this.renderer = 'quads';
    this.splatFrames++;
    this.listGazeMs = gazeMs;
    this.lists.shown(record, ageMs, ageDeg);
  }

  /**
   * Tile levels that the GPU draws by, of all eyes, and the size of one eye's picture. They stay the caller's, are read
   * later and cost nothing here.
   */
  levelsShown(levels: Uint8Array, width: number, height: number, eyes: number): void {
    this.levels = levels;
    this.levelWidth = width;
    this.levelHeight = height;
    this.levelEyes = eyes;
  }

  /** Forgets the windows, e.g. when a session starts or a scene is opened. Totals stay. */
  clear(): void {
    for (const window of [this.displayMs, this.splatMs, this.gazeAgeMs, this.poseAgeMs, this.callbackMs])
      window.clear();
    for (const window of this.stageMs) window.clear();
    this.lists.clear();
    this.startedMs = this.finishedMs = Number.NaN;
  }

  snapshot(): StatsSnapshot {
    return {
      renderer: this.renderer,
      displayFrames: this.displayFrames,
      splatFrames: this.splatFrames,
      displayMs: spread(this.displayMs),
      splatMs: spread(this.splatMs),
      gazeAgeMs: spread(this.gazeAgeMs),
      poseAgeMs: spread(this.poseAgeMs),
      callbackMs: spread(this.callbackMs),
      ...(this.renderer === 'quads' ? this.quadsCounts() : this.tilesCounts()),
      stageMs: Object.fromEntries(
        STAGES.map((name, i) => [name, spread(this.stageMs[i]!)]),
      ) as StatsSnapshot['stageMs'],
      lists: this.lists.snapshot(),
    };
  }

  private tilesCounts(): Counts {
    const { newest } = this;
    return {
      splatsTotal: newest?.splatsTotal[0] ?? 0,
      splatsDrawn: newest?.splatsProjected[0] ?? 0,
      pixelsShaded: newest?.pixelsShaded[0] ?? 0,
      pixelsTotal: newest?.pixelsTotal[0] ?? 0,
      width: newest?.width[0] ?? 0,
      height: newest?.height[0] ?? 0,
      eyes: newest?.eyeCount[0] ?? 0,
      levelShares: [0, 0, 0, 0, 0],
    };
  }

  private quadsCounts(): Counts {
    const list = this.lists.newest!;
    const { levels, levelTiles } = this;
    const width = this.levelWidth || list.width[0]!;
    const height = this.levelHeight || list.height[0]!;
    const eyes = this.levelEyes || list.eyeCount[0]!;
    const tiles = levels === null ? 0 : countLevels(levels, levelTiles);
    const pixelsTotal = width * height * eyes;
    return {
      splatsTotal: list.splatsTotal[0]!,
      splatsDrawn: list.count[0]!,
      pixelsShaded: Math.round(pixelsTotal * pixelShare(levelTiles, tiles)),
      pixelsTotal,
      ...{ width, height, eyes },
      levelShares: Array.from(levelTiles, (count) => (tiles > 0 ? count / tiles : 0)),
    };
  }
}

type Counts = Pick<
  StatsSnapshot,
  'splatsTotal' | 'splatsDrawn' | 'pixelsShaded' | 'pixelsTotal' | 'width' | 'height' | 'eyes' | 'levelShares'
>;
