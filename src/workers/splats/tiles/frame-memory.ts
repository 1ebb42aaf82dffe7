import {
  CHUNK_WORDS,
  EYE_BYTES,
  FRAME_BYTES,
  RECORD_BYTES,
  SORT_ROW_BYTES,
  THREAD_SCRATCH_BYTES,
  TILE,
} from '../../../kernels/splats/frame-block.ts';
import { MAX_EYES } from '../../../shared/layouts.ts';
import { type ProbeMemory, planProbeMemory } from '../visibility/probe-memory.ts';

/** Pictures in flight: one shown, one finished, one being drawn. The same of draw lists. */
export const PICTURE_SLOTS = 3;
export const LIST_SLOTS = 3;

/** Most tiles of both eyes that a draw list has content levels for: two pictures of 2896 × 2896 pixels. */
export const MOST_LIST_TILES = 16384;

/** Bytes of a page of WebAssembly memory, and most pages that a memory has. */
export const PAGE = 65536;
const MOST_PAGES = 65536;
/** Pages that tile lists may grow by: 67 million entries, which take half a second to make where nothing is spread over threads. */
const GROWTH_PAGES = 4096;
/**
 * Fixed places below the scene: control words, the frame's block, two eyes' blocks, the frame's block of a draw list, the frame's and
 * the eye's of a probe.
 */
export const CONTROL_OFFSET = 1024;
export const FRAME_OFFSET = 2048;
export const EYES_OFFSET = FRAME_OFFSET + Math.ceil(FRAME_BYTES / 16) * 16;
export const LIST_FRAME_OFFSET = EYES_OFFSET + Math.ceil((MAX_EYES * EYE_BYTES) / 16) * 16;
export const PROBE_FRAME_OFFSET = LIST_FRAME_OFFSET + Math.ceil(FRAME_BYTES / 16) * 16;
export const PROBE_EYE_OFFSET = PROBE_FRAME_OFFSET + Math.ceil(FRAME_BYTES / 16) * 16;

/** What a scene's memory is planned for: pictures, where draw lists take turns in the same memory, or draw lists alone. */
export type Product = 'pictures' | 'lists';

export interface FrameMemoryOptions {
  /** First byte that may be used. */
  readonly start: number;
  readonly splatCount: number;
  readonly chunkCount: number;
  readonly threads: number;
  /** Most pixels of a picture, both eyes together. */
  readonly maxPixels: number;
  /** Default pictures. */
  readonly product?: Product;
}

/** Byte offsets of everything a frame needs beside the scene. Plain data: it crosses threads. */
export interface FrameMemory {
  readonly threads: number;
  /** 0 where there is no room for pictures. */
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
  /** Draw lists; where there are pictures, their records are in the same place. */
  readonly drawLists: number;
  /** What is visible from where; where lists alone are made. */
  readonly probes: ProbeMemory | null;
  /** Start of the tile lists, which reach to the end of the memory and grow with it. */
  readonly lists: number;
}

const align = (bytes: number) => Math.ceil(bytes / 64) * 64;

/** Lays out a frame's memory after the scene. */
export function planFrameMemory(options: FrameMemoryOptions): FrameMemory {
  const { splatCount, chunkCount, threads, product = 'pictures' } = options;
  const pictures = product === 'pictures';
  const maxPixels = pictures ? options.maxPixels : 0;
  const maxRecords = splatCount;
  // What only pictures need.
  const records = pictures ? splatCount : 0;
  // Partial tiles at the right and lower edges are bounded by half as many again for any sensible aspect.
  const maxTiles = pictures ? Math.ceil((maxPixels / (TILE * TILE)) * 1.5) + 256 : 0;
  const listBytes = LIST_SLOTS * listSlotBytes(splatCount, chunkCount);
  let at = options.start;
  const take = (bytes: number) => {
    const offset = at;
    at = align(at + bytes);
    return offset;
  };
  const drawLists = take(Math.max(records * RECORD_BYTES, listBytes));
  return {
    threads,
    maxPixels,
    maxTiles,
    maxRecords,
    drawLists,
    probes: pictures ? null : planProbeMemory(splatCount, chunkCount, take),
    chunkRows: take(chunkCount * CHUNK_WORDS * 4),
    keys: take(splatCount * 2 + 16),
    order: take(records * 4),
    records: [drawLists, take(records * RECORD_BYTES)],
    rects: [take(records * 4), take(records * 4)],
    ordered: [take(records * 4), take(records * 4)],
    sortCounts: take(threads * SORT_ROW_BYTES),
    sortOffsets: take(threads * SORT_ROW_BYTES),
    tileCounts: take(threads * maxTiles * 4),
    tileOffsets: take((maxTiles + 1) * 4),
    scratch: take(pictures ? threads * THREAD_SCRATCH_BYTES : 0),
    levels: take(PICTURE_SLOTS * maxTiles),
    color: take(PICTURE_SLOTS * maxPixels * 4),
    depth: take(PICTURE_SLOTS * maxPixels),
    lists: at,
  };
}

/** Bytes of a draw list: a 32-bit word a splat, two floats a chunk, a byte a tile. */
function listSlotBytes(splatCount: number, chunkCount: number): number {
  return align(splatCount * 4) + align(chunkCount * 8) + align(MOST_LIST_TILES);
}

/** Byte offset of a draw list's order, chunks and content levels. */
export function listOffsets(
  plan: FrameMemory,
  chunkCount: number,
  slot: number,
): { order: number; chunks: number; content: number } {
  const order = plan.drawLists + slot * listSlotBytes(plan.maxRecords, chunkCount);
  const chunks = order + align(plan.maxRecords * 4);
  return { order, chunks, content: chunks + align(chunkCount * 8) };
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
  const entries = plan.maxPixels > 0 ? plan.maxRecords * 4 + MAX_EYES * plan.maxTiles * 64 : 0;
  const initial = Math.ceil((plan.lists + entries * 4) / PAGE);
  if (entries === 0) return { initial, maximum: initial };
  return { initial, maximum: Math.max(initial, Math.min(MOST_PAGES, initial + GROWTH_PAGES)) };
}

/** Tiles of one eye's picture. */
export function tileCount(width: number, height: number): number {
  return Math.ceil(width / TILE) * Math.ceil(height / TILE);
}
