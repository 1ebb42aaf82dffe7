import { NO_LEVEL } from './choose-levels.ts';
import type { LodRange, LodTree } from './lod-tree.ts';

/** Splats of each leaf that are held, and where they begin; all counts are at most those of the chosen ranges. */
export interface Shares {
  readonly counts: Uint32Array;
  readonly starts: Uint32Array;
  readonly total: number;
}

/** Leaves with their chosen ranges, by file. */
export function placesByFile(
  { leaves }: LodTree,
  levels: Uint8Array,
): ReadonlyMap<number, readonly { readonly leaf: number; readonly range: LodRange }[]> {
  const places = new Map<number, { leaf: number; range: LodRange }[]>();
  for (let leaf = 0; leaf < leaves.length; leaf++) {
    const range = levels[leaf] === NO_LEVEL ? null : leaves[leaf]!.levels[levels[leaf]!];
    if (!range) continue;
    const others = places.get(range.file);
    if (others) others.push({ leaf, range });
    else places.set(range.file, [{ leaf, range }]);
  }
  return places;
}

/**
 * Deals out a budget: every leaf's whole range where all fit, else the same share of each, at least one splat while there are
 * any left.
 */
export function shareOut({ leaves }: LodTree, levels: Uint8Array, budget: number): Shares {
  const counts = new Uint32Array(leaves.length);
  const starts = new Uint32Array(leaves.length);
  let wanted = 0;
  for (let leaf = 0; leaf < leaves.length; leaf++) {
    if (levels[leaf] !== NO_LEVEL) wanted += leaves[leaf]!.levels[levels[leaf]!]!.count;
  }
  const share = Math.min(1, budget / wanted);
  let total = 0;
  for (let leaf = 0; leaf < leaves.length; leaf++) {
    if (levels[leaf] === NO_LEVEL) continue;
    const { count } = leaves[leaf]!.levels[levels[leaf]!]!;
    counts[leaf] = Math.min(share === 1 ? count : Math.max(1, Math.floor(count * share)), budget - total);
    starts[leaf] = total;
    total += counts[leaf]!;
  }
  return { counts, starts, total };
}
