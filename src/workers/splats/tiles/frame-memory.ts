import {
  CHUNK_WORDS,
  FRAME_BYTES,
  RECORD_BYTES,
  SORT_ROW_BYTES,
  THREAD_SCRATCH_BYTES,
  TILE,
} from '../../../kernels/splats/frame-block.ts';
import { MAX_EYES } from '../../../shared/layouts.ts';

/** Pictures in flight: one shown, one finished, one being drawn. */
export const PICTURE_SLOTS = 3;

/** Bytes of a page of WebAssembly memory, and most pages that a memory has. */
export const PAGE = 65536;
const MOST_PAGES = 65536;
/** Pages that tile lists may grow by: 67 million entries, which take half a second to make where nothing is spread over threads. */
const GROWTH_PAGES = 4096;
/** Fixed places below the scene: control words, the frame's block, two eyes' blocks. */
export const CONTROL_OFFSET = 1024;
export const FRAME_OFFSET = 2048;
export const EYES_OFFSET = FRAME_OFFSET + Math.ceil(FRAME_BYTES / 16) * 16;

export interface FrameMemoryOptions {
  /** First byte that may be used. */
  readonly start: number;
  readonly splatCount: number;
  readonly chunkCount: number;
  readonly threads: number;
  /** Most pixels of a picture, both eyes together. */
  readonly maxPixels: number;
}

/** Byte offsets of everything a frame needs beside the scene. Plain data: it crosses threads. */
export interface FrameMemory {
  readonly threads: number;
  readonly maxPixels: number;
  readonly maxTiles: number;
  readonly maxRecords: number;
  readonly chunkRows: number;
  readonly keys: number;
  readonly order: number;
  readonly records: readonly [number, number];
  readonly rects: readonly [number, number];
  readonly ordered: readonly [number, number];
  readonly sortCounts: number;
  readonly sortOffsets: number;
  readonly tileCounts: number;
  readonly tileOffsets: number;
  readonly scratch: number;
  readonly levels: number;
  readonly color: number;
  readonly depth: number;
  /** Start of the tile lists, which reach to the end of the memory and grow with it. */
  readonly lists: number;
}

/** Lays out a frame's memory after the scene. */
export function planFrameMemory(options: FrameMemoryOptions): FrameMemory {
  const { splatCount: maxRecords, chunkCount, threads, maxPixels } = options;
  // Partial tiles at the right and lower edges are bounded by half as many again for any sensible aspect.
  const maxTiles = Math.ceil((maxPixels / (TILE * TILE)) * 1.5) + 256;
  let at = options.start;
  const take = (bytes: number) => {
    const offset = at;
    at = Math.ceil((at + bytes) / 64) * 64;
    return offset;
  };
  return {
    threads,
    maxPixels,
    maxTiles,
    maxRecords,
    chunkRows: take(chunkCount * CHUNK_WORDS * 4),
    keys: take(maxRecords * 2 + 16),
    order: take(maxRecords * 4),
    records: [take(maxRecords * RECORD_BYTES), take(maxRecords * RECORD_BYTES)],
    rects: [take(maxRecords * 4), take(maxRecords * 4)],
    ordered: [take(maxRecords * 4), take(maxRecords * 4)],
    sortCounts: take(threads * SORT_ROW_BYTES),
    sortOffsets: take(threads * SORT_ROW_BYTES),
    tileCounts: take(threads * maxTiles * 4),
    tileOffsets: take((maxTiles + 1) * 4),
    scratch: take(threads * THREAD_SCRATCH_BYTES),
    levels: take(PICTURE_SLOTS * maxTiles),
    color: take(PICTURE_SLOTS * maxPixels * 4),
    depth: take(PICTURE_SLOTS * maxPixels),
    lists: at,
  };
}

/** Byte offset of a slot's colour, depth and levels. */
export function slotOffsets(
  plan: FrameMemory,
  slot: number,
): { color: number; depth: number; levels: number } {
  return {
    color: plan.color + slot * plan.maxPixels * 4,
    depth: plan.depth + slot * plan.maxPixels,
    levels: plan.levels + slot * plan.maxTiles,
  };
}

/**
 * Initial and largest size in pages for a scene and its frames, with room for the lists of an ordinary view. An initial size beyond
 * 65 536 pages (4 GiB) is more than WebAssembly can address; making the memory throws then.
 */
export function memoryPages(plan: FrameMemory): { initial: number; maximum: number } {
  const entries = plan.maxRecords * 4 + MAX_EYES * plan.maxTiles * 64;
  const initial = Math.ceil((plan.lists + entries * 4) / PAGE);
  return { initial, maximum: Math.max(initial, Math.min(MOST_PAGES, initial + GROWTH_PAGES)) };
}

/** Tiles of one eye's picture. */
export function tileCount(width: number, height: number): number {
  return Math.ceil(width / TILE) * Math.ceil(height / TILE);
}
