/** A run of splats in one of a streamed scene's files. */
export interface LodRange {
  /** Place in `LodTree.files`. */
  readonly file: number;
  /** First splat in that file, in its own order. */
  readonly offset: number;
  /** Splats, at least 1. */
  readonly count: number;
}

/** A place of the scene, which is shown at exactly one of its levels. */
export interface LodLeaf {
  /** Axis-aligned box in the file's frame and units: minimum xyz, maximum xyz. */
  readonly bound: readonly [number, number, number, number, number, number];
  /** From the finest level, 0, on; null where the leaf has nothing at a level. At least one entry is not null. */
  readonly levels: readonly (LodRange | null)[];
}

/** Table of contents of a streamed scene. */
export interface LodTree {
  readonly leaves: readonly LodLeaf[];
  /** Paths of the parts' `meta.json`, relative to the table. */
  readonly files: readonly string[];
  /** Number of levels of detail; 0 is the finest. */
  readonly levels: number;
  /** Path of the `meta.json` of splats that are always shown, or null. */
  readonly environment: string | null;
  /** Leaves that were left out because their entries make no sense. */
  readonly dropped: number;
}

/** Finest level of a leaf. */
export function finestLevel({ levels }: LodLeaf): number {
  return levels.findIndex((range) => range !== null);
}
