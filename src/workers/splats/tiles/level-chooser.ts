import type { RecordOf } from '../../../shared/layout.ts';
import type { ViewFields } from '../../../shared/layouts.ts';
import {
  type EyeGeometry,
  gazeInEye,
  sameEyeGeometry,
  type TileDirections,
  tileDirections,
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
}

/** Decides every tile's level for a view. Allocates only when an eye's size or frustum changes. */
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
      for (let i = 0; i < count; i++) state.counts[i] = offsets[first + i + 1]! - offsets[first + i]!;
      contentLevels(state.counts, view.quantiles, state.scratch, state.content);
      gazeInEye(view.gazeDirection, view.headOrientation, view.eyeOrientation, 4 * eye, this.gaze);
      this.setOptions(view);
      // In place: a content level is not needed once its tile's level is known.
      foveatedLevels(state.content, state.tiles, this.gaze, this.options, state.content, false);
      // Three single passes cost this renderer more than the whole tile at once, which is also the better picture.
      for (let i = 0; i < count; i++) levels[first + i] = state.content[i] === 3 ? 4 : state.content[i]!;
    }
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
    };
    this.eyes[eye] = made;
    return made;
  }

  private readonly geometryScratch = { left: 0, right: 0, up: 0, down: 0, width: 0, height: 0 };
}
