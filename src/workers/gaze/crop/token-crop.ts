import type { TokenBox } from '../tracker.ts';
import type { TrackerConfig } from '../tracker-config.ts';
import { CELL, type DarkMap } from './dark-map.ts';
import { PupilSpot } from './pupil-spot.ts';

/** Size of the box against the grid of patches: 5 × 4 of 8 × 6, so that 58 % of the pixels are cut off (FovealNet: 65 %). */
const PART = 0.6;
/** Without events in more cells than this the eye has stayed where it was, and so does the box. */
const STILL_CELLS = 6;
/** A spot that stands out by less is not taken for a pupil, grey levels. */
const LEAST_STRENGTH = 8;

/**
 * Chooses the patches of an eye image that are worth looking at (event-driven crop of FovealNet, A3FR 1.2): a box around the pupil,
 * looked for anew when enough cells have turned dark or bright since the image before. Allocates nothing.
 */
export class TokenCrop {
  readonly box: TokenBox;
  private readonly spot: PupilSpot;
  private readonly columns: number;
  private readonly rows: number;
  /** Cells along a patch's edge. */
  private readonly cells: number;
  private placed = false;

  /** @throws RangeError when patches are not made of whole cells */
  constructor({ width, height, patch }: TrackerConfig) {
    if (patch % CELL !== 0) throw new RangeError(`Patches of ${patch} pixels are not made of whole cells.`);
    this.cells = patch / CELL;
    this.columns = width / patch;
    this.rows = height / patch;
    this.spot = new PupilSpot(width / CELL, height / CELL);
    this.box = {
      left: 0,
      top: 0,
      columns: Math.ceil(this.columns * PART),
      rows: Math.ceil(this.rows * PART),
    };
  }

  /** The next image may be another eye's. */
  reset(): void {
    this.placed = false;
  }

  /**
   * @param events cells that differ from the image before
   * @returns the box, the same object each time; null = no pupil was found, so that the whole image must be looked at
   */
  choose(map: DarkMap, events: number): TokenBox | null {
    const { box, spot, cells } = this;
    if (this.placed && events <= STILL_CELLS) return box;
    spot.find(map);
    this.placed = spot.strength >= LEAST_STRENGTH;
    if (!this.placed) return null;
    box.left = startOf(spot.x / cells, box.columns, this.columns);
    box.top = startOf(spot.y / cells, box.rows, this.rows);
    return box;
  }
}

/** Where a span of patches begins that has this middle and stays inside. */
function startOf(middle: number, span: number, room: number): number {
  return Math.max(0, Math.min(room - span, Math.round(middle - span / 2)));
}
