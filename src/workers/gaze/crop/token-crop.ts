import type { TokenBox } from '../tracker.ts';
import type { TrackerConfig } from '../tracker-config.ts';
import { CELL, type DarkMap } from './dark-map.ts';

/** Size of the box against the grid of patches: 5 × 4 of 8 × 6, about 58 % of the pixels cut off (FovealNet: 65 %). */
const PART = 0.6;
/** Fewest dark cells that can be a pupil. */
const LEAST_DARK = 4;
/** A cell that became dark or bright since the image before counts so many times: what moves is the eye, not the frame around it. */
const EVENT_WEIGHT = 2;
/** Boxes that hold nearly as much as the best one may be chosen if they lie better around it. */
const NEARLY = 0.95;

/**
 * Chooses the patches of an eye image that are worth looking at: the box that holds most of what is dark and of what changed since the
 * image before (event-driven crop of FovealNet, A3FR 1.2). Allocates nothing.
 */
export class TokenCrop {
  readonly box: TokenBox;
  /** Points of each patch. */
  private readonly points: Float64Array;
  private readonly cells: number;
  private readonly columns: number;
  private readonly rows: number;

  /** @throws RangeError when patches are not made of whole cells */
  constructor({ width, height, patch }: TrackerConfig) {
    if (patch % CELL !== 0) throw new RangeError(`Patches of ${patch} pixels are not made of whole cells.`);
    this.cells = patch / CELL;
    this.columns = width / patch;
    this.rows = height / patch;
    this.points = new Float64Array(this.columns * this.rows);
    this.box = {
      left: 0,
      top: 0,
      columns: Math.ceil(this.columns * PART),
      rows: Math.ceil(this.rows * PART),
    };
  }

  /**
   * @param before the image before, or null
   * @returns the box, the same object each time; null = nothing dark to be seen, so that the whole image must be looked at
   */
  choose(map: DarkMap, before: DarkMap | null): TokenBox | null {
    if (map.count < LEAST_DARK) return null;
    this.count(map, before);
    const { box, columns, rows } = this;
    const [mostLeft, mostTop] = [columns - box.columns, rows - box.rows];
    let best = 0;
    for (let top = 0; top <= mostTop; top++) {
      for (let left = 0; left <= mostLeft; left++) best = Math.max(best, this.sum(left, top));
    }
    let nearest = Number.POSITIVE_INFINITY;
    for (let top = 0; top <= mostTop; top++) {
      for (let left = 0; left <= mostLeft; left++) {
        if (this.sum(left, top) < NEARLY * best) continue;
        const distance = this.offCentre(left, top);
        if (distance >= nearest) continue;
        nearest = distance;
        box.left = left;
        box.top = top;
      }
    }
    return box;
  }

  private count(map: DarkMap, before: DarkMap | null): void {
    const { points, cells, columns } = this;
    points.fill(0);
    for (let row = 0; row < map.rows; row++) {
      const patchRow = Math.floor(row / cells) * columns;
      for (let column = 0; column < map.columns; column++) {
        const at = row * map.columns + column;
        const dark = map.dark[at]!;
        const event = before ? dark ^ before.dark[at]! : 0;
        points[patchRow + Math.floor(column / cells)]! += dark + EVENT_WEIGHT * event;
      }
    }
  }

  private sum(left: number, top: number): number {
    const { box, points, columns } = this;
    let sum = 0;
    for (let row = top; row < top + box.rows; row++) {
      for (let column = left; column < left + box.columns; column++) sum += points[row * columns + column]!;
    }
    return sum;
  }

  /** Distance of a box's middle from the middle of the points in it, squared, patches. */
  private offCentre(left: number, top: number): number {
    const { box, points, columns } = this;
    let sum = 0;
    let x = 0;
    let y = 0;
    for (let row = top; row < top + box.rows; row++) {
      for (let column = left; column < left + box.columns; column++) {
        const weight = points[row * columns + column]!;
        sum += weight;
        x += weight * (column + 0.5);
        y += weight * (row + 0.5);
      }
    }
    return (x / sum - left - box.columns / 2) ** 2 + (y / sum - top - box.rows / 2) ** 2;
  }
}
