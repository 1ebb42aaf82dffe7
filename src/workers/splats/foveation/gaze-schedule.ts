import { GAZE_FLAG } from '../../../shared/gaze.ts';
import type { RecordOf } from '../../../shared/layout.ts';
import { GAZE_LAYOUT, type GazeFields, type ViewFields } from '../../../shared/layouts.ts';
import type { Vec3Like } from './eccentricity.ts';
import { EXIT_COUNT, ExitRadii, REGION } from './exit-radii.ts';
import type { ExitSource } from './exit-source.ts';
import { MOST_MARGIN_DEG, PastGaze } from './past-gaze.ts';
import { LANDING_DEG, SaccadeWatch } from './saccade-watch.ts';
import type { FoveationOptions } from './tile-levels.ts';

/** What the regions of a frame rest upon: values of `frame.gazeBasis`. */
export const GAZE_BASIS = {
  /** The gaze of the view, ready-made. */
  view: 0,
  /** The tracker's exits. */
  exits: 1,
  /** The eye is in a saccade: what the frame before was drawn around. */
  held: 2,
  /** The eye is closed or lost, or no exit came in time: the last gaze that could be relied on, in wider regions. */
  past: 3,
} as const;

type Regions = { -readonly [K in keyof FoveationOptions]: FoveationOptions[K] } & {
  readonly radii: { r4: number; r3: number; r2: number };
};

const regions = (): Regions => ({
  radii: { r4: 0, r3: 0, r2: 0 },
  farDeg: Number.POSITIVE_INFINITY,
  fullWithinDeg: 0,
  conservative: true,
});

/**
 * The incremental schedule (A3FR 1.3, 1.5): where a frame is drawn in how much detail while the tracker's exits come in. A frame
 * begins with its first pass, which needs no gaze; each exit that is taken gives regions whose levels are added to what is there,
 * L_t = max(L_{t−1}, new); exits that were overtaken are skipped; the last one ends it. Not in the paper: saccades and blinks.
 *
 * Says what to draw and never when: `tiles` waits for exits, `quads` looks before each of its passes. Allocates nothing after
 * construction.
 */
export class GazeSchedule {
  /** Where the regions lie: unit vector, viewer space. */
  readonly gaze = new Float32Array([0, 0, -1]);
  /** The regions, to be added to what is there. */
  readonly regions: FoveationOptions;
  /** First pass: one pixel in four, and one in sixteen where the past gaze, generously taken, leaves no doubt that it is enough. */
  readonly first: FoveationOptions;
  basis: number = GAZE_BASIS.past;
  /** Exit that was taken last in this frame, 0 = none; its eye image and when that was taken. */
  exit = 0;
  image = 0;
  gazeMs = 0;
  /** Nothing newer changes this frame. */
  done = false;
  private readonly radii = new ExitRadii();
  private readonly past = new PastGaze();
  private readonly saccades = new SaccadeWatch();
  private readonly record: RecordOf<GazeFields> = GAZE_LAYOUT.record();
  private readonly wide = regions();
  private readonly start = regions();
  private seenImage = 0;
  private seenExit = 0;

  constructor() {
    this.regions = this.wide;
    this.first = this.start;
  }

  /** Gaze that is known before any exit of this frame: level of detail is chosen around it. */
  get pastGaze(): Vec3Like {
    return this.past.direction;
  }

  /** By how much level of detail has to be kept further from that gaze, since it is chosen before the frame's own is known, degrees. */
  pastMarginDeg(nowMs: number): number {
    return LANDING_DEG + this.past.marginDeg(nowMs);
  }

  /**
   * Starts a frame.
   * @returns whether its regions are settled: the eye is in a saccade, and whatever comes will not be seen
   */
  begin(view: RecordOf<ViewFields>): boolean {
    const { radii, past, saccades, start } = this;
    radii.update(view);
    this.exit = 0;
    this.image = 0;
    this.done = false;
    this.basis = GAZE_BASIS.past;
    const flags = view.gazeFlags[0]!;
    const gazeMs = view.gazeMs[0]!;
    saccades.note(flags, gazeMs);
    if ((flags & GAZE_FLAG.valid) !== 0 && (flags & GAZE_FLAG.saccade) === 0) {
      const exit = this.exitOf(view.gazeSigmaDeg[0]!);
      past.offer(view.gazeDirection, gazeMs, exit, radii.sigmaDeg(exit));
    }
    const far = view.farDeg[0]!;
    start.farDeg = past.exit > 0 ? far + MOST_MARGIN_DEG : Number.POSITIVE_INFINITY;
    if (saccades.inFlight) this.hold();
    return this.done;
  }

  /** Looks whether a gaze is there that `pastGaze` should be of, without taking it. */
  peek(source: ExitSource): void {
    const { record } = this;
    if (source.newest(this.seenImage, this.seenExit, record) && isUsable(record)) this.remember(record);
  }

  /** Whether an exit has come that would change what is to be drawn. Takes nothing; cheap where nothing has come. */
  glance(source: ExitSource): boolean {
    const { record } = this;
    if (this.done || !source.glance?.(this.seenImage, this.seenExit, record)) return false;
    const exit = exitNumber(record);
    if (exit === EXIT_COUNT || (record.flags[0]! & GAZE_FLAG.saccade) !== 0) return true;
    return (
      isUsable(record) && (this.radii.lower(exit, REGION.r2) > 0 || this.radii.lower(exit, REGION.floor) > 0)
    );
  }

  /**
   * Takes the newest exit, if there is one that was not taken yet.
   * @returns whether there are regions to be added
   */
  look(source: ExitSource, nowMs: number): boolean {
    const { record } = this;
    if (this.done || !source.newest(this.seenImage, this.seenExit, record)) return false;
    return this.take(record, nowMs);
  }

  /** Takes an exit. @returns whether there are regions to be added */
  take(record: RecordOf<GazeFields>, nowMs: number): boolean {
    const { saccades } = this;
    const flags = record.flags[0]!;
    this.seenImage = record.image[0]!;
    this.seenExit = record.exit[0]!;
    saccades.note(flags, record.captureMs[0]!);
    if (saccades.inFlight) return this.hold();
    const exit = exitNumber(record);
    const isLast = exit === EXIT_COUNT;
    if ((flags & GAZE_FLAG.valid) === 0) {
      // Later exits of the same image may see the eye better.
      if (!isLast) return false;
      return this.exit === 0 && this.usePast(nowMs);
    }
    this.remember(record);
    const widening = saccades.wideningDeg(record.captureMs[0]!);
    if (!this.place(record.direction, exit, isLast, widening)) return false;
    this.exit = exit;
    this.image = record.image[0]!;
    this.gazeMs = record.captureMs[0]!;
    this.basis = GAZE_BASIS.exits;
    this.done = isLast;
    return true;
  }

  /**
   * Falls back on the past gaze, in regions as wide as its age asks for; the last ones of the frame for those who wait. Without effect on
   * `exit`.
   */
  usePast(nowMs: number): boolean {
    const { past, saccades } = this;
    const exit = past.exit > 0 ? past.exit : EXIT_COUNT;
    this.place(past.direction, exit, true, past.marginDeg(nowMs) + saccades.wideningDeg(nowMs));
    this.gazeMs = Math.max(0, past.captureMs);
    this.basis = GAZE_BASIS.past;
    this.done = true;
    return true;
  }

  /** Goes on looking after the past gaze was used: for those who never wait, it is where a frame begins. */
  goOn(): void {
    this.done = false;
  }

  /** Stays with where the eye took off, or with this frame's exits so far. */
  private hold(): boolean {
    const { past } = this;
    this.done = true;
    if (this.exit > 0) return false;
    this.place(past.direction, past.exit > 0 ? past.exit : EXIT_COUNT, true, 0);
    this.gazeMs = Math.max(0, past.captureMs);
    this.basis = GAZE_BASIS.held;
    return true;
  }

  private remember(record: RecordOf<GazeFields>): void {
    const exit = exitNumber(record);
    this.past.offer(record.direction, record.captureMs[0]!, exit, this.radii.sigmaDeg(exit));
  }

  /** @returns false, without effect, where an exit is too unsure for any region */
  private place(direction: Vec3Like, exit: number, upper: boolean, widening: number): boolean {
    const r2 = this.safe(exit, REGION.r2, upper, widening);
    const floor = this.safe(exit, REGION.floor, upper, widening);
    if (!upper && r2 <= 0 && floor <= 0) return false;
    const { wide, gaze } = this;
    wide.radii.r4 = this.safe(exit, REGION.r4, upper, widening);
    wide.radii.r3 = this.safe(exit, REGION.r3, upper, widening);
    wide.radii.r2 = r2;
    wide.fullWithinDeg = floor;
    wide.farDeg = this.safe(exit, REGION.far, upper, widening);
    for (let i = 0; i < 3; i++) gaze[i] = direction[i]!;
    return true;
  }

  private safe(exit: number, region: number, upper: boolean, widening: number): number {
    const radius = upper ? this.radii.upper(exit, region) : this.radii.lower(exit, region);
    return radius > 0 ? radius + widening : 0;
  }

  /** Latest exit that is no surer than a gaze of unknown origin. */
  private exitOf(sigmaDeg: number): number {
    let exit = EXIT_COUNT;
    while (exit > 1 && this.radii.sigmaDeg(exit) < sigmaDeg) exit--;
    return exit;
  }
}

/** A source without exits says all at once. */
function exitNumber(record: RecordOf<GazeFields>): number {
  const exit = record.exit[0]!;
  return exit >= 1 && exit <= EXIT_COUNT ? exit : EXIT_COUNT;
}

function isUsable(record: RecordOf<GazeFields>): boolean {
  return (record.flags[0]! & (GAZE_FLAG.valid | GAZE_FLAG.saccade)) === GAZE_FLAG.valid;
}
