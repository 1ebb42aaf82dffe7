import { type Camera, Quaternion, Vector3 } from 'three';
import {
  type EyeGeometry,
  gazeInEye,
  sameEyeGeometry,
  type TileDirections,
  tileDirections,
} from '../../../workers/splats/foveation/eccentricity.ts';
import { type FoveationOptions, foveatedLevels } from '../../../workers/splats/foveation/tile-levels.ts';
import type { DisplaySettings } from '../display-settings.ts';
import { writeTangents } from '../projection.ts';
import { growLevels } from './grow-levels.ts';
import type { QuadView } from './quad-view.ts';

/** Longest side of a view's picture, pixels. */
const PICTURE_LIMIT = 4096;
const ALL = 4;

const even = (pixels: number) => Math.max(2, 2 * Math.ceil(Math.min(pixels, PICTURE_LIMIT) / 2));

/** One view of the frame: where it is, what of it is drawn, and at which levels. Allocates only when its geometry changes. */
export class LiveView implements QuadView {
  readonly geometry = { left: 1, right: 1, up: 1, down: 1, width: 0, height: 0 };
  readonly position = new Float32Array(3);
  readonly orientation = new Float32Array(4);
  readonly depthTerms = new Float32Array(2);
  levels: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  /** Pixels of the picture across the viewport: not whole where the picture is not drawn pixel by pixel. */
  acrossX = 0;
  acrossY = 0;
  /** Whether pixels of picture and viewport lie on each other. */
  exact = true;
  private tiles: TileDirections | null = null;
  private tilesOf: EyeGeometry | null = null;
  private content = new Uint8Array(0);
  /** What `choose` took for content, for what is added later in the frame. */
  private chosen: Uint8Array = this.content;
  private wanted = new Uint8Array(0);
  private readonly tangents = new Float32Array(4);
  private readonly gaze = new Float32Array(3);
  private readonly at = new Vector3();
  private readonly turn = new Quaternion();
  private readonly scale = new Vector3();

  /** Takes the camera as it stands. @param width,height of its viewport, pixels */
  follow(camera: Camera, width: number, height: number, settings: DisplaySettings): void {
    camera.matrixWorld.decompose(this.at, this.turn, this.scale);
    this.at.toArray(this.position);
    this.turn.toArray(this.orientation);
    const projection = camera.projectionMatrix.elements;
    this.depthTerms[0] = projection[10]!;
    this.depthTerms[1] = projection[14]!;
    writeTangents(projection, 0, this.tangents, 0);
    this.fit(width, height, ((settings.width > 0 ? settings.width : width) * settings.scale) / width);
  }

  /** Size and frustum of the picture for a viewport. An odd side is drawn one pixel longer than it is shown. */
  private fit(width: number, height: number, factor: number): void {
    const { geometry, tangents } = this;
    geometry.left = tangents[0]!;
    geometry.up = tangents[2]!;
    geometry.width = even(width * factor);
    geometry.height = even(height * factor);
    const { width: w, height: h } = geometry;
    this.exact = w - width >= 0 && w - width <= 1 && h - height >= 0 && h - height <= 1;
    this.acrossX = this.exact ? width : w;
    this.acrossY = this.exact ? height : h;
    geometry.right = ((tangents[0]! + tangents[1]!) * w) / this.acrossX - tangents[0]!;
    geometry.down = ((tangents[2]! + tangents[3]!) * h) / this.acrossY - tangents[2]!;
  }

  /** Tiles of the picture. */
  get tileCount(): number {
    return this.directions().count;
  }

  /**
   * Chooses the level of every tile.
   * @param levels written, one a tile; kept
   * @param content levels of the content from a draw list, or null where it has none for this view
   * @param gaze viewer space @param options null = all pixels everywhere
   */
  choose(
    levels: Uint8Array<ArrayBuffer>,
    content: Uint8Array | null,
    gaze: ArrayLike<number>,
    headOrientation: ArrayLike<number>,
    options: FoveationOptions | null,
  ): void {
    this.levels = levels;
    if (options === null) {
      levels.fill(ALL);
      return;
    }
    gazeInEye(gaze, headOrientation, this.orientation, 0, this.gaze);
    const tiles = this.directions();
    this.chosen = content ?? this.content;
    foveatedLevels(this.chosen, tiles, this.gaze, options, levels, false);
  }

  /**
   * Adds regions to the levels that were chosen, as far as the passes to come can draw them.
   * @param pass the next one to be submitted @returns whether a level rose
   */
  grow(
    gaze: ArrayLike<number>,
    headOrientation: ArrayLike<number>,
    options: FoveationOptions,
    pass: number,
  ): boolean {
    const { wanted, levels } = this;
    gazeInEye(gaze, headOrientation, this.orientation, 0, this.gaze);
    const tiles = this.directions();
    wanted.set(levels);
    foveatedLevels(this.chosen, tiles, this.gaze, options, wanted, true);
    return growLevels(levels, wanted, pass);
  }

  private directions(): TileDirections {
    if (this.tiles !== null && this.tilesOf !== null && sameEyeGeometry(this.tilesOf, this.geometry)) {
      return this.tiles;
    }
    this.tilesOf = { ...this.geometry };
    this.tiles = tileDirections(this.tilesOf);
    this.content = new Uint8Array(this.tiles.count).fill(ALL);
    this.wanted = new Uint8Array(this.tiles.count);
    return this.tiles;
  }
}
