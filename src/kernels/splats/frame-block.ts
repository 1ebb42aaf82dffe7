/** Host-side mirror of the parameter blocks in `assembly/frame.ts`; field order is the contract, a test compares both. */

/** One eye's block. */
export const EYE_FIELDS = [
  'xx', 'xy', 'xz', 'yx', 'yy', 'yz', 'zx', 'zy', 'zz', 'tx', 'ty', 'tz', 'fx', 'fy', 'cx', 'cy', 'minU', 'maxU', 'minV', 'maxV',
  'records', 'rects', 'ordered',
] as const; // biome-ignore format: one table

/** A frame's block. */
export const FRAME_FIELDS = [
  'scene', 'stride', 'sh', 'shBytes', 'shDegree', 'shScale', 'chunks', 'eyeCount', 'eyes', 'width', 'height', 'tilesX', 'tilesY',
  'headX', 'headY', 'headZ', 'gazeX', 'gazeY', 'gazeZ', 'lodStart', 'lodSlope', 'lodLeast', 'keyBits', 'keyBase', 'keyScale', 'keys', 'order', 'offsets', 'lists', 'color', 'depth',
  'codes', 'leastCode', 'codeRise', 'codeCosine', 'codeSlope',
] as const; // biome-ignore format: one table

export type EyeField = (typeof EYE_FIELDS)[number];
export type FrameField = (typeof FRAME_FIELDS)[number];

/** Fields that hold a float; all others hold a 32-bit integer. */
const FLOATS: ReadonlySet<string> = new Set([
  ...EYE_FIELDS.slice(0, 20),
  ...['shScale', 'headX', 'headY', 'headZ', 'gazeX', 'gazeY', 'gazeZ', 'lodStart', 'lodSlope', 'lodLeast'],
  ...['keyBase', 'keyScale', 'leastCode', 'codeRise', 'codeCosine', 'codeSlope'],
]);

export const EYE_BYTES = EYE_FIELDS.length * 4;
export const FRAME_BYTES = FRAME_FIELDS.length * 4;

/**
 * Words of a chunk's row: first splat, splats to look at, first record, factor on σ², visible records (out), splats that a share
 * of 1 means, splats left out for their code (out), 1 unused.
 */
export const CHUNK_WORDS = 8;
export const CHUNK_WORD = {
  start: 0,
  keep: 1,
  record: 2,
  grow2: 3,
  visible: 4,
  whole: 5,
  left: 6,
} as const;

/** Bytes of one projected splat for one eye. */
export const RECORD_BYTES = 48;
/** Bytes of a thread's row of sort counters: one a 16-bit key. */
export const SORT_ROW_BYTES = 65536 * 4;
/** Thread-private bytes for `project` and `blendTile`, whichever is larger. */
export const THREAD_SCRATCH_BYTES = 64 * 1024;
/** Side of a tile in pixels. */
export const TILE = 32;

/** Typed access to one block in linear memory. */
export class ParameterBlock<F extends string> {
  readonly byteOffset: number;
  private readonly words: Int32Array;
  private readonly floats: Float32Array;
  private readonly index: ReadonlyMap<F, number>;

  constructor(fields: readonly F[], buffer: ArrayBufferLike, byteOffset: number) {
    this.byteOffset = byteOffset;
    this.words = new Int32Array(buffer, byteOffset, fields.length);
    this.floats = new Float32Array(buffer, byteOffset, fields.length);
    this.index = new Map(fields.map((field, i) => [field, i]));
  }

  set(field: F, value: number): void {
    const at = this.index.get(field)!;
    if (FLOATS.has(field)) this.floats[at] = value;
    else this.words[at] = value;
  }

  get(field: F): number {
    const at = this.index.get(field)!;
    return FLOATS.has(field) ? this.floats[at]! : this.words[at]! >>> 0;
  }
}
