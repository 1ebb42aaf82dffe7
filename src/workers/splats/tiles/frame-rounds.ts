import type { RecordOf } from '../../../shared/layout.ts';
import type { FrameFields, ViewFields } from '../../../shared/layouts.ts';
import { nowMs } from '../../../shared/time.ts';
import type { ExitSource } from '../foveation/exit-source.ts';
import { GAZE_BASIS, GazeSchedule } from '../foveation/gaze-schedule.ts';
import { VIEW_MODE } from '../foveation/view-options.ts';
import type { LevelChooser } from './level-chooser.ts';

/** Longest that one frame waits for the tracker, whatever its deadline says: a tracker that is slower than this is as good as none. */
const MOST_WAIT_MS = 1000;
/** The lead looks up this often while it waits. */
const LOOK_UP_MS = 25;

/**
 * Rounds of a picture that is drawn by increments: the first pass, then what each exit adds, until the last exit or the deadline.
 * Past the deadline what has come by then is still taken, but nothing is waited for. Allocates nothing.
 */
export class FrameRounds {
  readonly schedule = new GazeSchedule();
  private exits: ExitSource | null = null;
  private rounds = 0;
  /** Time of the first pass; −1 until it is over. */
  private firstMs = -1;
  private idleMs = 0;
  private interrupted = false;
  private endMs = 0;

  /** @param goOn asked now and then during a wait; false = the frame is of no use any more */
  constructor(
    private readonly chooser: LevelChooser,
    private readonly goOn: () => boolean,
  ) {}

  /** Starts any frame. @returns whether the view is drawn by increments */
  begin(view: RecordOf<ViewFields>, exits: ExitSource | null): boolean {
    this.exits = view.schedule[0] === 1 && view.mode[0] === VIEW_MODE.a3fr ? exits : null;
    this.rounds = 0;
    this.firstMs = -1;
    this.idleMs = 0;
    this.interrupted = false;
    if (this.exits === null) return false;
    this.schedule.begin(view);
    this.schedule.peek(this.exits);
    return true;
  }

  /** Levels of the first round: the first pass, and what is known of the gaze by now. */
  start(view: RecordOf<ViewFields>, offsets: Uint32Array, levels: Uint8Array): void {
    const { schedule, chooser } = this;
    chooser.start(view, offsets, schedule.pastGaze, schedule.first, levels);
    const isKnown = schedule.done || schedule.look(this.exits!, nowMs());
    if (isKnown) chooser.add(view, schedule.gaze, schedule.regions, levels);
  }

  /**
   * Raises levels by the next exit that asks for more, waiting for it where the deadline allows.
   * @param blendMs since blending began @returns whether there is more to draw
   */
  next(view: RecordOf<ViewFields>, levels: Uint8Array, blendMs: number): boolean {
    const { schedule } = this;
    const exits = this.exits!;
    const start = nowMs();
    if (this.firstMs < 0) {
      this.firstMs = blendMs;
      const deadline = view.deadlineMs[0]!;
      this.endMs = Number.isNaN(deadline) ? start : deadline;
    }
    let now = start;
    if (this.interrupted) {
      // Tiles are left that have not been drawn at all.
      this.interrupted = false;
      if (schedule.look(exits, now)) this.add(view, levels);
      return true;
    }
    while (!schedule.done) {
      if (schedule.look(exits, now) && this.add(view, levels)) return true;
      if (schedule.done || now >= this.endMs || this.idleMs >= MOST_WAIT_MS) break;
      if (!this.goOn() || !exits.wait(Math.min(this.endMs, now + LOOK_UP_MS))) break;
      const later = nowMs();
      this.idleMs += later - now;
      now = later;
    }
    if (schedule.done) return false;
    schedule.done = true;
    // What is there is shown; but a picture that no exit has reached would be blurred where the person looks.
    return schedule.exit === 0 && schedule.usePast(now) && this.add(view, levels);
  }

  /** Asked after every tile: whether to leave the others of the round until levels have been raised. */
  interrupts(): boolean {
    this.interrupted = this.schedule.glance(this.exits!);
    return this.interrupted;
  }

  private add(view: RecordOf<ViewFields>, levels: Uint8Array): boolean {
    const { schedule, chooser } = this;
    const more = chooser.add(view, schedule.gaze, schedule.regions, levels) > 0;
    if (more) this.rounds++;
    return more;
  }

  /** Writes how the blend stage's time, which the record has, was spent. */
  describe(record: RecordOf<FrameFields>): void {
    const { stageMs, passMs, idleMs, rounds } = record;
    stageMs[3] = Math.max(0, stageMs[3]! - this.idleMs);
    passMs[0] = this.exits === null ? stageMs[3]! : this.firstMs;
    passMs[1] = Math.max(0, stageMs[3]! - passMs[0]!);
    idleMs[0] = this.idleMs;
    rounds[0] = this.rounds;
  }

  /** Writes which gaze the picture was drawn around. */
  describeGaze(view: RecordOf<ViewFields>, record: RecordOf<FrameFields>): void {
    const { schedule } = this;
    const isView = this.exits === null;
    record.gazeDirection.set(isView ? view.gazeDirection : schedule.gaze);
    record.gazeMs[0] = isView ? view.gazeMs[0]! : schedule.gazeMs;
    record.gazeBasis[0] = isView ? GAZE_BASIS.view : schedule.basis;
    record.exit[0] = isView ? 0 : schedule.exit;
    record.gazeImage[0] = isView ? 0 : schedule.image;
  }
}
