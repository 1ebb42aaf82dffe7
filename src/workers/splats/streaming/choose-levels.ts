import { LevelHeap } from './level-heap.ts';
import type { LodLeaf, LodTree } from './lod-tree.ts';

/** Level of a leaf that is not shown because none of its levels can be had. */
export const NO_LEVEL = 255;

/** A leaf counts as this much nearer while it is already shown finer, so that a person's small steps change nothing. */
const KEEP = 1.3;
/** A head within a leaf is taken to be this share of the leaf's diagonal away from its splats. */
const NEAREST = 0.1;

export interface LevelChoice {
  /** Level of each leaf, or `NO_LEVEL`. */
  readonly levels: Uint8Array;
  /** Splats of all chosen ranges; above the budget only where the coarsest levels alone are. */
  readonly splats: number;
  /** Files that are needed, those that are most wanted first: of the coarsest levels, then as refinement asked for them. */
  readonly files: readonly number[];
}

export interface LevelWish {
  /** Most splats. */
  readonly budget: number;
  /** Where the person's head is in the file's frame and units. Null = coarsest levels. */
  readonly head: readonly [number, number, number] | null;
  /** Whether a file may be used. */
  readonly usable: (file: number) => boolean;
  /** Levels that are shown now, or null. */
  readonly shown: Uint8Array | null;
}

/**
 * Chooses a level for every leaf. All begin at their coarsest usable level; then the leaf with the largest error as seen from
 * the head is refined by one level, again and again, as long as the budget takes it. The error of a leaf is the angle between
 * neighbouring splats if its splats lay on a surface through its box: diagonal / √count / distance.
 */
export function chooseLevels({ leaves }: LodTree, { budget, head, usable, shown }: LevelWish): LevelChoice {
  const levels = new Uint8Array(leaves.length).fill(NO_LEVEL);
  const files = new Set<number>();
  const heap = new LevelHeap(leaves.length);
  const distances = head ? leaves.map((leaf) => distanceTo(leaf, head)) : null;
  let splats = 0;
  const next = (leaf: number, below: number): number => {
    for (let level = below - 1; level >= 0; level--) {
      const range = leaves[leaf]!.levels[level];
      if (range && usable(range.file)) return level;
    }
    return NO_LEVEL;
  };
  const push = (leaf: number): void => {
    const finer = next(leaf, levels[leaf]!);
    if (!distances || finer === NO_LEVEL) return;
    const { bound, levels: ranges } = leaves[leaf]!;
    const error = diagonal(bound) / Math.sqrt(ranges[levels[leaf]!]!.count) / distances[leaf]!;
    heap.push(leaf, shown && shown[leaf]! <= finer ? error * KEEP : error);
  };
  for (let leaf = 0; leaf < leaves.length; leaf++) {
    const level = next(leaf, leaves[leaf]!.levels.length);
    if (level === NO_LEVEL) continue;
    levels[leaf] = level;
    splats += leaves[leaf]!.levels[level]!.count;
  }
  const coarsest = new Set<number>();
  for (let leaf = 0; leaf < leaves.length; leaf++) {
    if (levels[leaf] === NO_LEVEL) continue;
    coarsest.add(leaves[leaf]!.levels[levels[leaf]!]!.file);
    push(leaf);
  }
  const refined = new Set<number>();
  for (let leaf = heap.pop(); leaf >= 0; leaf = heap.pop()) {
    const ranges = leaves[leaf]!.levels;
    const finer = next(leaf, levels[leaf]!);
    const range = ranges[finer]!;
    const more = range.count - ranges[levels[leaf]!]!.count;
    // A leaf that is too large for what is left stays; a smaller one may still fit.
    if (splats + more > budget) continue;
    splats += more;
    levels[leaf] = finer;
    refined.add(range.file);
    push(leaf);
  }
  // In the order in which they were asked for, without those that were passed over.
  const needed = new Set<number>();
  for (let leaf = 0; leaf < leaves.length; leaf++) {
    if (levels[leaf] !== NO_LEVEL) needed.add(leaves[leaf]!.levels[levels[leaf]!]!.file);
  }
  for (const file of [...coarsest, ...refined]) if (needed.has(file)) files.add(file);
  return { levels, splats, files: [...files] };
}

function diagonal([x, y, z, X, Y, Z]: LodLeaf['bound']): number {
  return Math.hypot(X - x, Y - y, Z - z);
}

/** From a point to a box, kept off zero. */
function distanceTo({ bound }: LodLeaf, head: readonly [number, number, number]): number {
  const gap = (axis: 0 | 1 | 2) =>
    Math.max(bound[axis] - head[axis], 0, head[axis] - bound[(axis + 3) as 3 | 4 | 5]);
  return Math.max(Math.hypot(gap(0), gap(1), gap(2)), NEAREST * diagonal(bound), 1e-6);
}
