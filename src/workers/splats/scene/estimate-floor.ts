import type { RawSplats } from '../formats/raw-splats.ts';
import type { SceneInfo } from '../splat-client.ts';
import { type FloorCell, floorCells } from './floor-cells.ts';

/** Half a side of the square around the place where a person stands that the floor is looked for in, metres. */
const REACH = 4;
/** Cells this near in height are one level, metres. */
const LEVEL = 0.1;
/** The lowest level that this share of the best one's support is the floor: tables may cover more ground than it. */
const RIVAL_SHARE = 0.4;
/** Share of all cells that a level needs to be a floor at all. */
const LEAST_SUPPORT = 0.15;
const LEAST_CELLS = 12;
/** A level in the uppermost part of the scene is a ceiling if walls reach below it in this share of its cells. */
const CEILING_PART = 0.25;
const WALL_SHARE = 0.03;
/** A floor this near to zero is at zero: whoever levelled the capture put it there, and the estimate is no finer. */
const SNAP = 0.05;

interface Level {
  readonly y: number;
  readonly support: number;
}

/**
 * Height of the ground that a person would stand on at the scene's origin, or at its middle where the origin is elsewhere.
 * From how low each cell of the ground plan is occupied: the lowest height that many cells near that place have in common.
 * @param raw y-up
 * @param bounds as of `sceneBounds`
 * @returns y in metres, or null where no level stands out
 */
export function estimateFloor(raw: RawSplats, bounds: SceneInfo['bounds']): number | null {
  const [x0, y0, z0, x1, y1, z1] = bounds;
  const origin = x0 < 0 && x1 > 0 && z0 < 0 && z1 > 0;
  const [x, z] = origin ? [0, 0] : [(x0 + x1) / 2, (z0 + z1) / 2];
  const near = Math.min(REACH, Math.min(x1 - x0, z1 - z0) / 2);
  const whole = Math.max(x1 - x, x - x0, z1 - z, z - z0);
  for (const reach of [near, whole]) {
    if (!(reach > 0)) return null;
    const level = commonLevel(floorCells(raw, { x, z, reach }), y0, y1);
    if (level !== null) return Math.abs(level) < SNAP ? 0 : level;
  }
  return null;
}

function commonLevel(cells: readonly FloorCell[], bottom: number, top: number): number | null {
  if (cells.length < LEAST_CELLS) return null;
  const sorted = [...cells].sort((a, b) => a.low - b.low);
  // On a slope the ground underfoot counts, not the most common height.
  const weights = sorted.map(({ distance }) => Math.exp(-2 * distance ** 2));
  const levels = levelsOf(sorted, weights).filter(({ y }) => !isCeiling(cells, y, bottom, top));
  const best = Math.max(...levels.map(({ support }) => support));
  if (!(best >= LEAST_SUPPORT * weights.reduce((sum, weight) => sum + weight, 0))) return null;

  const peak = levels.find(
    ({ y, support }) =>
      support >= RIVAL_SHARE * best &&
      // On a slope the heights below have their support as well, but rising towards that of the ground underfoot.
      !levels.some((other) => Math.abs(other.y - y) <= 3 * LEVEL && other.support > support),
  )!;
  let below = 0;
  return sorted.find(({ low }, k) => {
    if (Math.abs(low - peak.y) <= LEVEL) below += weights[k]!;
    return below >= peak.support / 2;
  })!.low;
}

/** Support of each cell's height: the weight of all cells within `LEVEL` of it. */
function levelsOf(sorted: readonly FloorCell[], weights: readonly number[]): Level[] {
  let from = 0;
  let to = 0;
  let support = 0;
  return sorted.map(({ low: y }) => {
    while (to < sorted.length && sorted[to]!.low <= y + LEVEL) support += weights[to++]!;
    while (sorted[from]!.low < y - LEVEL) support -= weights[from++]!;
    return { y, support };
  });
}

/** Whether a level is high up in the scene and walls go down from it. */
function isCeiling(cells: readonly FloorCell[], y: number, bottom: number, top: number): boolean {
  if (y < top - CEILING_PART * (top - bottom)) return false;
  const on = cells.filter(({ low }) => Math.abs(low - y) <= LEVEL).length;
  const walls = cells.filter(({ low, high }) => low < y - 5 * LEVEL && high > y - 2 * LEVEL).length;
  return walls > WALL_SHARE * on;
}
