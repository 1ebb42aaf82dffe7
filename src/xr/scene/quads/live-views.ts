import type { Camera, Vector4 } from 'three';
import type { RecordOf } from '../../../shared/layout.ts';
import type { ViewFields } from '../../../shared/layouts.ts';
import type { EyeGeometry } from '../../../workers/splats/foveation/eccentricity.ts';
import { PASS_COUNT } from '../../../workers/splats/foveation/quad-passes.ts';
import type { FoveationOptions } from '../../../workers/splats/foveation/tile-levels.ts';
import { VIEW_MODE } from '../../../workers/splats/foveation/view-options.ts';
import type { DisplaySettings } from '../display-settings.ts';
import type { ListIntake } from './list-intake.ts';
import type { LiveSchedule } from './live-schedule.ts';
import { LiveView } from './live-view.ts';

/** The views of the frame, in the order in which they came, and the tile levels of all of them. */
export class LiveViews {
  /** Views of this frame; the lists may be longer. */
  count = 0;
  readonly geometries: EyeGeometry[] = [];
  readonly cameras: Camera[] = [];
  /** Levels of all tiles, view by view. */
  levels: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  private readonly views: LiveView[] = [];
  private parts: Uint8Array<ArrayBuffer>[] = [];
  private readonly radii = { r4: 0, r3: 0, r2: 0 };
  private readonly options: FoveationOptions = {
    radii: this.radii,
    farDeg: Number.POSITIVE_INFINITY,
    fullWithinDeg: 0,
    conservative: true,
  };

  /**
   * Adds a view to the frame, as its camera stands.
   * @param viewport x, y, width, height, pixels @returns false, without effect, where that is empty
   */
  follow(camera: Camera, { z, w }: Vector4, settings: DisplaySettings): boolean {
    if (!(z >= 1 && w >= 1)) return false;
    const index = this.count++;
    this.cameras[index] = camera;
    if (index === this.views.length) {
      const made = new LiveView();
      this.views.push(made);
      this.geometries.push(made.geometry);
    }
    this.views[index]!.follow(camera, z, w, settings);
    return true;
  }

  at(index: number): LiveView {
    return this.views[index]!;
  }

  /** View that shows a camera, -1 = none. */
  of(camera: Camera): number {
    const index = this.cameras.indexOf(camera);
    return index < this.count ? index : -1;
  }

  /**
   * Chooses the levels of views `from` on by the newest gaze.
   * @param lists where content comes from
   * @param live the tracker's exits, where the gaze of a foveated view is not all there is
   */
  choose(
    from: number,
    record: RecordOf<ViewFields>,
    lists: ListIntake,
    live: LiveSchedule | null = null,
    nowMs = 0,
  ): void {
    this.makeRoom();
    const { count } = this;
    if (live !== null) {
      live.begin(record, nowMs);
      const { schedule } = live;
      for (let i = from; i < count; i++) {
        this.chooseOne(i, record, lists, schedule.gaze, schedule.regions);
      }
      if (live.look(nowMs))
        for (let i = from; i < count; i++) live.add(this.at(i), record.headOrientation, 0);
      return;
    }
    this.radii.r4 = record.radii[0]!;
    this.radii.r3 = record.radii[1]!;
    this.radii.r2 = record.radii[2]!;
    this.options.farDeg = record.farDeg[0]!;
    this.options.fullWithinDeg = record.floorDeg[0]!;
    const options = record.mode[0] === VIEW_MODE.a3fr ? this.options : null;
    for (let i = from; i < count; i++) this.chooseOne(i, record, lists, record.gazeDirection, options);
  }

  private chooseOne(
    index: number,
    { headOrientation }: RecordOf<ViewFields>,
    lists: ListIntake,
    gaze: ArrayLike<number>,
    options: FoveationOptions | null,
  ): void {
    const { width, height } = this.geometries[index]!;
    const content = lists.contentOf(index, width, height);
    this.views[index]!.choose(this.parts[index]!, content, gaze, headOrientation, options);
  }

  /**
   * Looks for a newer exit right before a pass of a view is submitted, and adds what it asks for to that view and those after it.
   * @returns whether a level of the view rose
   */
  refresh(
    index: number,
    pass: number,
    record: RecordOf<ViewFields>,
    live: LiveSchedule,
    nowMs: number,
  ): boolean {
    if (pass >= PASS_COUNT || !live.look(nowMs)) return false;
    for (let i = index + 1; i < this.count; i++) live.add(this.at(i), record.headOrientation, 0);
    return live.add(this.at(index), record.headOrientation, pass);
  }

  /** Levels of one view after the other in one array, made anew where a size has changed. */
  private makeRoom(): void {
    let fits = this.parts.length === this.count;
    let sum = 0;
    for (let i = 0; i < this.count; i++) {
      const tiles = this.views[i]!.tileCount;
      sum += tiles;
      if (fits && this.parts[i]!.length !== tiles) fits = false;
    }
    if (fits) return;
    const before = this.parts;
    this.levels = new Uint8Array(sum);
    this.parts = [];
    let at = 0;
    for (let i = 0; i < this.count; i++) {
      const tiles = this.views[i]!.tileCount;
      const part = this.levels.subarray(at, at + tiles);
      if (before[i]?.length === tiles) part.set(before[i]!);
      this.parts.push(part);
      this.views[i]!.levels = part;
      at += tiles;
    }
  }
}
