import { CHUNK_WORDS, SORT_ROW_BYTES } from '../../../kernels/splats/frame-block.ts';

/** Pixels of a side of a face of a probe's cube: 0.23 degrees each in the middle. A multiple of eight. */
export const FACE_PIXELS = 256;
/** Corners of a cell. */
export const CORNERS = 8;

/** Bytes that finished probes may take, but for the eight that a cell needs; and most that are kept. */
const PROBE_BYTES = 24 * 1024 * 1024;
const MOST_PROBES = 32;
/** Splats that are sorted at a time, so that no slice of work lasts. */
const PART_SPLATS = 1 << 19;

/** Byte offsets of what probes need beside the scene. Plain data: it crosses threads. */
export interface ProbeMemory {
  /** Chunks, keys and order of one face. */
  readonly rows: number;
  readonly keys: number;
  readonly order: number;
  /** Parts that a face is sorted in, a row of counters each, and one of places. */
  readonly parts: number;
  readonly counts: number;
  readonly places: number;
  /** What passes of each pixel of a face and how bright each is, and which blocks are closed. */
  readonly light: number;
  readonly closed: number;
  /** Finished probes: a byte a splat each, `codeBytes` apart. */
  readonly probes: number;
  readonly probeCount: number;
  readonly codeBytes: number;
  /** The same of two cells: one in use, one in the making. */
  readonly cells: readonly [number, number];
}

/** Lays probes out. @param take hands out so many bytes */
export function planProbeMemory(
  splatCount: number,
  chunkCount: number,
  take: (bytes: number) => number,
): ProbeMemory {
  const codeBytes = Math.ceil((splatCount + 16) / 64) * 64;
  const fitting = Math.floor(PROBE_BYTES / codeBytes);
  const probeCount = Math.min(MOST_PROBES, Math.max(CORNERS, fitting));
  const parts = Math.max(1, Math.ceil(splatCount / PART_SPLATS));
  return {
    rows: take(chunkCount * CHUNK_WORDS * 4),
    keys: take(splatCount * 2 + 16),
    order: take(splatCount * 4),
    parts,
    counts: take(parts * SORT_ROW_BYTES),
    places: take(SORT_ROW_BYTES),
    light: take(2 * FACE_PIXELS * (FACE_PIXELS + 8) * 4),
    closed: take((FACE_PIXELS / 8) ** 2),
    probes: take(probeCount * codeBytes),
    probeCount,
    codeBytes,
    cells: [take(codeBytes), take(codeBytes)],
  };
}
