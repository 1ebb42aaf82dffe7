import type { RecordOf } from '../../../shared/layout.ts';
import type { ViewFields } from '../../../shared/layouts.ts';
import {
  type EyeGeometry,
  gazeInEye,
  sameEyeGeometry,
  type TileDirections,
  tileDirections,
  type Vec3Like,
} from '../foveation/eccentricity.ts';
import {
  contentLevels,
  contentScratch,
  type FoveationOptions,
  foveatedLevels,
} from '../foveation/tile-levels.ts';
import { VIEW_MODE } from '../foveation/view-options.ts';

interface EyeState {
  geometry: EyeGeometry;
  tiles: TileDirections;
  counts: Uint32Array<ArrayBuffer>;
  scratch: Uint32Array<ArrayBuffer>;
  content: Uint8Array;
  /** By increments: levels so far. */
  levels: Uint8Array;
}

/** Decides every tile's level for a view, at once or by increments. Allocates only when an eye's size or frustum changes. */
export class LevelChooser {
  private readonly eyes: (EyeState | null)[] = [null, null];
  private readonly gaze = new Float32Array(3);
  private readonly radii = { r4: 0, r3: 0, r2: 0 };
  private readonly options: FoveationOptions = {
    radii: this.radii,
    farDeg: Number.POSITIVE_INFINITY,
    fullWithinDeg: 0,
    conservative: true,
  };

  /**
   * @param offsets list offsets of all tiles, eye by eye, one more than tiles
   * @param levels written, eye by eye
   */
  choose(view: RecordOf<ViewFields>, offsets: Uint32Array, levels: Uint8Array): void {
    const eyeCount = view.eyeCount[0]!;
    for (let eye = 0; eye < eyeCount; eye++) {
      const state = this.stateOf(view, eye);
      const count = state.tiles.count;
      const first = eye * count;
      if (view.mode[0] !== VIEW_MODE.a3fr) {
        levels.fill(4, first, first + count);
        continue;
      }
      this.takeContent(state, view, offsets, first);
      this.setOptions(view);
      this.place(state, view, eye, view.gazeDirection, this.options, false);
      this.write(state, levels, first);
    }
  }

  /**
   * Starts by increments: content is looked at once a frame.
   * @param first regions of the first pass around `gaze` (viewer space)
   */
  start(
    view: RecordOf<ViewFields>,
    offsets: Uint32Array,
    gaze: Vec3Like,
    first: FoveationOptions,
    levels: Uint8Array,
  ): void {
    for (let eye = 0; eye < view.eyeCount[0]!; eye++) {
      const state = this.stateOf(view, eye);
      const at = eye * state.tiles.count;
      this.takeContent(state, view, offsets, at);
      this.place(state, view, eye, gaze, first, false);
      this.write(state, levels, at);
    }
  }

  /**
   * Adds regions around a gaze (viewer space): no tile's level falls.
   * @returns how many rose
   */
  add(view: RecordOf<ViewFields>, gaze: Vec3Like, regions: FoveationOptions, levels: Uint8Array): number {
    let risen = 0;
    for (let eye = 0; eye < view.eyeCount[0]!; eye++) {
      const state = this.stateOf(view, eye);
      this.place(state, view, eye, gaze, regions, true);
      risen += this.write(state, levels, eye * state.tiles.count);
    }
    return risen;
  }

  private takeContent(
    state: EyeState,
    view: RecordOf<ViewFields>,
    offsets: Uint32Array,
    first: number,
  ): void {
    const { counts, tiles, scratch, content } = state;
    for (let i = 0; i < tiles.count; i++) counts[i] = offsets[first + i + 1]! - offsets[first + i]!;
    contentLevels(counts, view.quantiles, scratch, content);
  }

  private place(
    { content, tiles, levels }: EyeState,
    view: RecordOf<ViewFields>,
    eye: number,
    gaze: Vec3Like,
    regions: FoveationOptions,
    incremental: boolean,
  ): void {
    gazeInEye(gaze, view.headOrientation, view.eyeOrientation, 4 * eye, this.gaze);
    foveatedLevels(content, tiles, this.gaze, regions, levels, incremental);
  }

  /** Three single passes cost this renderer more than the whole tile at once, which is also the better picture: level 3 becomes 4. */
  private write({ levels, tiles }: EyeState, out: Uint8Array, first: number): number {
    let changed = 0;
    for (let i = 0; i < tiles.count; i++) {
      const level = levels[i] === 3 ? 4 : levels[i]!;
      if (out[first + i] === level) continue;
      out[first + i] = level;
      changed++;
    }
    return changed;
  }

  private setOptions(view: RecordOf<ViewFields>): void {
    this.radii.r4 = view.radii[0]!;
    this.radii.r3 = view.radii[1]!;
    this.radii.r2 = view.radii[2]!;
    this.options.farDeg = view.farDeg[0]!;
    this.options.fullWithinDeg = view.floorDeg[0]!;
  }

  private stateOf(view: RecordOf<ViewFields>, eye: number): EyeState {
    const t = view.eyeTangents;
    const known = this.eyes[eye];
    const geometry = this.geometryScratch;
    geometry.left = t[4 * eye]!;
    geometry.right = t[4 * eye + 1]!;
    geometry.up = t[4 * eye + 2]!;
    geometry.down = t[4 * eye + 3]!;
    geometry.width = view.width[0]!;
    geometry.height = view.height[0]!;
    if (known && sameEyeGeometry(known.geometry, geometry)) return known;
    const tiles = tileDirections({ ...geometry });
    const made: EyeState = {
      geometry: { ...geometry },
      tiles,
      counts: new Uint32Array(tiles.count),
      scratch: contentScratch(tiles.count),
      content: new Uint8Array(tiles.count),
      levels: new Uint8Array(tiles.count),
    };
    this.eyes[eye] = made;
    return made;
  }

  private readonly geometryScratch = { left: 0, right: 0, up: 0, down: 0, width: 0, height: 0 };
}
