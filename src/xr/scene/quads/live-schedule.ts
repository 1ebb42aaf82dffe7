import type { RecordOf } from '../../../shared/layout.ts';
import type { ViewFields } from '../../../shared/layouts.ts';
import type { ExitSource } from '../../../workers/splats/foveation/exit-source.ts';
import { GazeSchedule } from '../../../workers/splats/foveation/gaze-schedule.ts';
import type { LiveView } from './live-view.ts';

/**
 * The tracker's exits in a frame by the GPU, where nothing may wait: the frame begins with the best gaze there is, and before each
 * submission of a pass the newest exit is looked for, once. Levels only rise.
 */
export class LiveSchedule {
  readonly schedule = new GazeSchedule();

  constructor(private readonly exits: ExitSource) {}

  /** Starts the views of a frame: what the best gaze so far asks for, and what the newest exit adds to that. */
  begin(record: RecordOf<ViewFields>, nowMs: number): void {
    const { schedule, exits } = this;
    if (schedule.begin(record)) return;
    schedule.peek(exits);
    schedule.usePast(nowMs);
    schedule.goOn();
  }

  /** Whether a newer exit asks for more than the frame has so far; `schedule` says where. */
  look(nowMs: number): boolean {
    return this.schedule.look(this.exits, nowMs);
  }

  /** Adds the present regions to a view that is about to be given a pass. @returns whether a level rose */
  add(view: LiveView, headOrientation: ArrayLike<number>, pass: number): boolean {
    return view.grow(this.schedule.gaze, headOrientation, this.schedule.regions, pass);
  }
}
