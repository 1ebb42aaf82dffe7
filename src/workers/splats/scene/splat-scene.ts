/**
 * A scene as the renderers hold it: structure of arrays in one shared WebAssembly memory, cut into chunks along a Morton
 * curve, each chunk ordered by importance so that any prefix is a valid coarser chunk. Plain data: it crosses threads.
 */
export interface SplatScene {
  readonly memory: WebAssembly.Memory;
  readonly count: number;
  readonly shDegree: 0 | 1 | 2 | 3;
  /** Byte offset of the eleven arrays, and bytes from one array to the next. */
  readonly arrays: number;
  readonly stride: number;
  /** Byte offset of the harmonics and their bytes a splat; 0 at degree 0. */
  readonly harmonics: number;
  readonly harmonicBytes: number;
  /** Value of one step of a harmonic byte. */
  readonly harmonicScale: number;
  /** Byte offset of the chunk table, `CHUNK_FIELDS` floats a chunk; `start` and `count` are stored as integers. */
  readonly chunkTable: number;
  readonly chunkCount: number;
  /** Byte offset of (count) 32-bit places of the splats in the file, or 0 where they were not asked for. */
  readonly fileOrder: number;
  /** First free byte, a multiple of 16. */
  readonly end: number;
}

/** Splats a chunk holds at most. */
export const CHUNK_SIZE = 512;

/** Words of a row of the scene's chunk table: first splat, count, centre, radius with the splats' extents, largest σ, radius of the centres alone. */
export const CHUNK_FIELDS = 8;
export const CHUNK_FIELD = { start: 0, count: 1, x: 2, y: 3, z: 4, radius: 5, sigma: 6, spread: 7 } as const;

/** Arrays a splat has, 4 bytes each: x y z, covariance xx xy xz yy yz zz, log2 opacity, colour. */
export const SPLAT_ARRAYS = 11;
export const ARRAY = { x: 0, y: 1, z: 2, covariance: 3, logOpacity: 9, color: 10 } as const;

/** Shared bytes a splat takes, harmonics above degree 0 left out: arrays, file order and its share of the chunk table. */
export function sceneBytes(scene: SplatScene): number {
  return (
    SPLAT_ARRAYS * scene.stride +
    (scene.fileOrder ? scene.count * 4 : 0) +
    scene.chunkCount * CHUNK_FIELDS * 4
  );
}
