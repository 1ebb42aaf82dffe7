import { bindKernels, type KernelVariant } from '../../../module.ts';
import {
  CHUNK_WORD,
  CHUNK_WORDS,
  EYE_BYTES,
  EYE_FIELDS,
  FRAME_BYTES,
  FRAME_FIELDS,
  type FrameField,
  ParameterBlock,
  RECORD_BYTES,
  SORT_ROW_BYTES,
  THREAD_SCRATCH_BYTES,
  TILE,
} from '../../frame-block.ts';
import type { SplatKernels } from '../../splat-kernels.ts';
import { cameraOf, JACOBIAN_LIMIT } from '../project-splat.ts';
import type { EyeView, SplatCloud } from '../splat-cloud.ts';
import { kernelModule } from './kernel-modules.ts';
import { type PackedCloud, packCloud, unpackColor } from './packed-cloud.ts';

const PAGE = 65536;
/** Bytes before and behind each picture that nobody may write. */
const GUARD = 8192;
/** A pixel that no blending yields: full colour at no coverage. */
export const UNWRITTEN = 0x00ffffff;
/** Word of a splat that an eye does not see. */
const NO_TILES = 0xffffffff;
const LOG2E_EIGHTH = Math.LOG2E / 8;
const MAX_PARTS = 8;
/** No limit on tile lists. */
const MOST_ENTRIES = 0x7fffffff;

export interface BenchSetup {
  readonly cloud: SplatCloud;
  readonly eyes: readonly EyeView[];
  readonly variant: KernelVariant;
  /** Default: the first eye's position. */
  readonly head?: ArrayLike<number>;
  /** Splats of a chunk. With the default, 1, record i is splat i. */
  readonly chunkSize?: number;
  /** Factor on the covariance. Default 1. */
  readonly grow2?: number;
  /** Bytes that a test lays out itself. Default none. */
  readonly spareBytes?: number;
}

/** A projected splat as the kernels store it, in ordinary units. */
export interface BenchRecord {
  readonly x: number;
  readonly y: number;
  readonly conicXX: number;
  readonly conicXY: number;
  readonly conicYY: number;
  readonly log2Opacity: number;
  readonly color: [number, number, number];
  readonly depth: number;
}

/** A cloud and its eyes in a memory of their own, for driving one kernel after the other. */
export class KernelBench {
  readonly kernels: SplatKernels;
  readonly frame: ParameterBlock<FrameField>;
  readonly framePtr = 1024;
  readonly packed: PackedCloud;
  readonly chunkCount: number;
  readonly tilesX: number;
  readonly tilesY: number;
  readonly width: number;
  readonly height: number;
  readonly scratch: number;
  /** Where they are. */
  readonly spare: number;
  private readonly memory: WebAssembly.Memory;
  private readonly rows: number;
  private readonly keysAt: number;
  private readonly records: number[] = [];
  private readonly rects: number[] = [];
  private readonly ordered: number[] = [];
  private readonly sortCounts: number;
  private readonly sortOffsets: number;
  private readonly tileCounts: number;
  private readonly colorAt: number;
  private readonly depthAt: number;
  private readonly lists: number;

  constructor(private readonly setup: BenchSetup) {
    const { cloud, eyes, chunkSize = 1 } = setup;
    const { width, height } = eyes[0]!;
    const { count } = cloud;
    this.width = width;
    this.height = height;
    this.tilesX = Math.ceil(width / TILE);
    this.tilesY = Math.ceil(height / TILE);
    this.chunkCount = Math.ceil(count / chunkSize);
    this.packed = packCloud(cloud);
    const { arrays, words, harmonics } = this.packed;

    let at = 4096;
    const take = (bytes: number) => {
      const offset = at;
      at = Math.ceil((at + bytes) / 64) * 64;
      return offset;
    };
    const scene = take(arrays.byteLength);
    const sh = take(harmonics.byteLength);
    this.rows = take(this.chunkCount * CHUNK_WORDS * 4);
    this.keysAt = take((count + 8) * 2);
    const order = take(count * 4);
    for (let eye = 0; eye < 2; eye++) {
      this.records.push(take(count * RECORD_BYTES));
      this.rects.push(take(count * 4));
      this.ordered.push(take(count * 4));
    }
    this.sortCounts = take(MAX_PARTS * SORT_ROW_BYTES);
    this.sortOffsets = take(MAX_PARTS * SORT_ROW_BYTES);
    const tiles = eyes.length * this.tilesX * this.tilesY;
    this.tileCounts = take(MAX_PARTS * tiles * 4);
    const offsets = take((tiles + 1) * 4);
    this.scratch = take(THREAD_SCRATCH_BYTES);
    this.colorAt = take(2 * GUARD + eyes.length * width * height * 4) + GUARD;
    this.depthAt = take(2 * GUARD + eyes.length * width * height) + GUARD;
    this.spare = take(setup.spareBytes ?? 0);
    this.lists = at;
    this.memory = new WebAssembly.Memory({ initial: Math.ceil(at / PAGE), maximum: 65536, shared: true });
    this.kernels = bindKernels<SplatKernels>(kernelModule(setup.variant), this.memory);

    new Float32Array(this.memory.buffer, scene, arrays.length).set(arrays);
    // Copied once more as words: colours seen as floats may be signalling NaNs.
    new Uint32Array(this.memory.buffer, scene, arrays.length).set(new Uint32Array(arrays.buffer));
    new Int8Array(this.memory.buffer, sh, harmonics.length).set(harmonics);
    const blocks = 2048;
    this.frame = new ParameterBlock(FRAME_FIELDS, this.memory.buffer, this.framePtr);
    if (this.framePtr + FRAME_BYTES > blocks) throw new RangeError('frame block overlaps the eyes');
    const head = setup.head ?? eyes[0]!.position;
    const [nearest, farthest] = distanceRange(cloud, head);
    // Fields left out are 0: no level of detail, every splat stays as it is.
    const values: Partial<Record<FrameField, number>> = {
      scene,
      stride: words * 4,
      sh,
      shBytes: this.packed.harmonicBytes,
      shDegree: cloud.shDegree,
      shScale: this.packed.harmonicScale,
      chunks: this.rows,
      eyeCount: eyes.length,
      eyes: blocks,
      width,
      height,
      tilesX: this.tilesX,
      tilesY: this.tilesY,
      headX: head[0]!,
      headY: head[1]!,
      headZ: head[2]!,
      lodLeast: 1,
      keyBase: nearest,
      keyScale: 65535 / (farthest - nearest),
      keys: this.keysAt,
      order,
      offsets,
      lists: this.lists,
      color: this.colorAt,
      depth: this.depthAt,
    };
    for (const field of FRAME_FIELDS) this.frame.set(field, values[field] ?? 0);
    eyes.forEach((eye, i) => {
      this.writeEye(eye, i, blocks + i * EYE_BYTES);
    });
    this.writeRows(chunkSize);
    this.erase();
  }

  private writeEye(eye: EyeView, index: number, at: number): void {
    const block = new ParameterBlock(EYE_FIELDS, this.memory.buffer, at);
    const camera = cameraOf(eye);
    const w = camera.worldToEye;
    for (let row = 0; row < 3; row++) {
      // The third row looks forward, eye space backward.
      const sign = row === 2 ? -1 : 1;
      let shift = 0;
      for (let axis = 0; axis < 3; axis++) {
        block.set(EYE_FIELDS[3 * row + axis]!, sign * w[3 * row + axis]!);
        shift += sign * w[3 * row + axis]! * eye.position[axis]!;
      }
      block.set(EYE_FIELDS[9 + row]!, shift);
    }
    block.set('fx', camera.focalX);
    block.set('fy', camera.focalY);
    block.set('cx', camera.principalX);
    block.set('cy', camera.principalY);
    block.set('minU', -JACOBIAN_LIMIT * eye.left);
    block.set('maxU', JACOBIAN_LIMIT * eye.right);
    block.set('minV', -JACOBIAN_LIMIT * eye.down);
    block.set('maxV', JACOBIAN_LIMIT * eye.up);
    block.set('records', this.records[index]!);
    block.set('rects', this.rects[index]!);
    block.set('ordered', this.ordered[index]!);
  }

  private writeRows(chunkSize: number): void {
    const rows = new Int32Array(this.memory.buffer, this.rows, this.chunkCount * CHUNK_WORDS);
    const floats = new Float32Array(this.memory.buffer, this.rows, this.chunkCount * CHUNK_WORDS);
    for (let chunk = 0; chunk < this.chunkCount; chunk++) {
      const at = chunk * CHUNK_WORDS;
      const start = chunk * chunkSize;
      rows[at + CHUNK_WORD.start] = start;
      rows[at + CHUNK_WORD.keep] = Math.min(chunkSize, this.setup.cloud.count - start);
      rows[at + CHUNK_WORD.record] = start;
      rows[at + CHUNK_WORD.whole] = rows[at + CHUNK_WORD.keep]!;
      floats[at + CHUNK_WORD.grow2] = this.setup.grow2 ?? 1;
    }
  }

  /** Bytes of the memory, a live view. */
  bytesAt(offset: number, length: number): Uint8Array {
    return new Uint8Array(this.memory.buffer, offset, length);
  }

  /** Writes a chunk's keys. @returns splats that are left out for their codes */
  leaveOut(chunk: number): number {
    this.kernels.chunkKeys(this.framePtr, chunk);
    return this.row(chunk)[CHUNK_WORD.left]!;
  }

  /** Draws no more than this many splats of a chunk. */
  keep(chunk: number, count: number): void {
    this.row(chunk)[CHUNK_WORD.keep] = count;
  }

  private row(chunk: number): Int32Array {
    return new Int32Array(this.memory.buffer, this.rows + chunk * CHUNK_WORDS * 4, CHUNK_WORDS);
  }

  /** Records that a chunk came to. */
  visible(chunk: number): number {
    return this.row(chunk)[CHUNK_WORD.visible]!;
  }

  /** Replaces the keys of a chunk and makes all its records count. */
  setKeys(chunk: number, keys: ArrayLike<number>): void {
    const row = this.row(chunk);
    row[CHUNK_WORD.visible] = keys.length;
    new Uint16Array(this.memory.buffer, this.keysAt + row[CHUNK_WORD.record]! * 2, keys.length).set(keys);
  }

  /** Keys of the first `count` records. */
  keys(count = this.setup.cloud.count): Uint16Array {
    return new Uint16Array(this.memory.buffer, this.keysAt, count);
  }

  /** Projects every chunk. */
  project(): void {
    for (let chunk = 0; chunk < this.chunkCount; chunk++) {
      this.kernels.project(this.framePtr, chunk, this.scratch);
    }
  }

  /** A record's words, for comparison bit by bit. */
  recordWords(eye: number, record: number): number[] {
    const at = this.records[eye]! + record * RECORD_BYTES;
    return [...new Uint32Array(this.memory.buffer, at, RECORD_BYTES / 4)];
  }

  /** Whether an eye sees a record. */
  sees(eye: number, record: number): boolean {
    return this.tileWord(eye, record) !== NO_TILES;
  }

  tileWord(eye: number, record: number): number {
    return new Uint32Array(this.memory.buffer, this.rects[eye]!)[record]!;
  }

  record(eye: number, record: number): BenchRecord {
    const at = this.records[eye]! + record * RECORD_BYTES;
    const f = new Float32Array(this.memory.buffer, at, 8);
    const word = new Uint32Array(this.memory.buffer, at + 24, 1)[0]!;
    return {
      x: f[0]!,
      y: f[1]!,
      conicXX: f[2]! / (-0.5 * LOG2E_EIGHTH),
      conicXY: f[3]! / -LOG2E_EIGHTH,
      conicYY: f[4]! / (-0.5 * LOG2E_EIGHTH),
      log2Opacity: f[5]! * 8,
      color: unpackColor(word),
      depth: f[7]!,
    };
  }

  /** Runs the steps of the sort as `parts` threads would, one after the other. Returns the order of records. */
  sort(parts = 1): Uint32Array {
    const { kernels, framePtr } = this;
    let visible = 0;
    for (let chunk = 0; chunk < this.chunkCount; chunk++) visible += this.visible(chunk);
    const chunks = (part: number) => Math.floor((this.chunkCount * part) / parts);
    const each = (step: (part: number, counts: number, offsets: number) => void) => {
      for (let part = 0; part < parts; part++) {
        step(part, this.sortCounts + part * SORT_ROW_BYTES, this.sortOffsets + part * SORT_ROW_BYTES);
      }
    };
    each((part, counts) => kernels.countKeys(framePtr, chunks(part), chunks(part + 1), counts));
    each((part, _, offsets) => kernels.offsetsOf(this.sortCounts, parts, part, offsets));
    each((part, _, offsets) => kernels.scatterKeys(framePtr, chunks(part), chunks(part + 1), offsets));
    return new Uint32Array(this.memory.buffer, this.frame.get('order'), visible).slice();
  }

  /** Makes the tile lists of the last order as `parts` threads would. Returns the records of every tile, eye by eye. */
  bin(visible: number, parts = 1): Uint32Array[] {
    const { kernels, framePtr } = this;
    const tiles = this.setup.eyes.length * this.tilesX * this.tilesY;
    const places = (part: number) => Math.floor((visible * part) / parts);
    const cursors = (part: number) => this.tileCounts + part * tiles * 4;
    for (let part = 0; part < parts; part++) {
      kernels.countTiles(framePtr, places(part), places(part + 1), cursors(part), MOST_ENTRIES);
    }
    const entries = kernels.offsetTiles(framePtr, this.tileCounts, parts, tiles);
    const missing = this.lists + entries * 4 - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / PAGE));
    for (let part = 0; part < parts; part++) {
      kernels.fillTiles(framePtr, places(part), places(part + 1), cursors(part));
    }
    const offsets = new Uint32Array(this.memory.buffer, this.frame.get('offsets'), tiles + 1);
    const list = new Uint32Array(this.memory.buffer, this.lists, entries);
    return Array.from({ length: tiles }, (_, tile) => list.slice(offsets[tile]!, offsets[tile + 1]!));
  }

  /** Counts list entries of the last order up to about `most`. */
  count(visible: number, most: number): number {
    const { kernels, framePtr, tileCounts } = this;
    kernels.countTiles(framePtr, 0, visible, tileCounts, most);
    return kernels.offsetTiles(framePtr, tileCounts, 1, this.setup.eyes.length * this.tilesX * this.tilesY);
  }

  /** List entries in all where every tile has so many. */
  offsetsOfCounts(each: number): number {
    const tiles = this.setup.eyes.length * this.tilesX * this.tilesY;
    new Uint32Array(this.memory.buffer, this.tileCounts, tiles).fill(each);
    return this.kernels.offsetTiles(this.framePtr, this.tileCounts, 1, tiles);
  }

  /** Gives every tile of every eye one list entry, whatever the splats: no tile counts as blank. */
  listOneSplatEach(): void {
    this.setOffsets(1);
  }

  /** Makes every tile blank. */
  listNothing(): void {
    this.setOffsets(0);
  }

  private setOffsets(entriesPerTile: number): void {
    const tiles = this.setup.eyes.length * this.tilesX * this.tilesY;
    const offsets = new Uint32Array(this.memory.buffer, this.frame.get('offsets'), tiles + 1);
    for (let tile = 0; tile <= tiles; tile++) offsets[tile] = tile * entriesPerTile;
  }

  /** All steps up to the tile lists. */
  prepare(parts = 1): Uint32Array[] {
    this.project();
    return this.bin(this.sort(parts).length, parts);
  }

  /** Draws one tile; returns the pixels that the kernel says it shaded. */
  blend(eye: number, tile: number, from: number, to: number): number {
    return this.kernels.blendTile(this.framePtr, eye, tile, from, to, this.scratch);
  }

  /** Draws every tile of every eye from one level to another. */
  blendAll(from: number, to: number): void {
    for (let eye = 0; eye < this.setup.eyes.length; eye++) {
      for (let tile = 0; tile < this.tilesX * this.tilesY; tile++) this.blend(eye, tile, from, to);
    }
  }

  /** Fills pictures and their surroundings with values that no kernel writes. */
  erase(): void {
    const { buffer } = this.memory;
    const pixels = this.setup.eyes.length * this.width * this.height;
    new Uint32Array(buffer, this.colorAt - GUARD, pixels + GUARD / 2).fill(UNWRITTEN);
    new Float32Array(buffer, this.depthAt - GUARD, pixels / 4 + GUARD / 2).fill(-1);
  }

  /** Whether the surroundings of both pictures are as `erase` left them. */
  guardsIntact(): boolean {
    const { buffer } = this.memory;
    const pixels = this.setup.eyes.length * this.width * this.height;
    const color = new Uint32Array(buffer, this.colorAt - GUARD, pixels + GUARD / 2);
    const depth = new Float32Array(buffer, this.depthAt - GUARD, pixels / 4 + GUARD / 2);
    const edge = GUARD / 4;
    return (
      [color.subarray(0, edge), color.subarray(edge + pixels)].every((a) =>
        a.every((v) => v === UNWRITTEN),
      ) && [depth.subarray(0, edge), depth.subarray(edge + pixels / 4)].every((a) => a.every((v) => v === -1))
    );
  }

  /** Pixels of an eye as words, a live view, (height, width). */
  pixels(eye: number): Uint32Array {
    const count = this.width * this.height;
    return new Uint32Array(this.memory.buffer, this.colorAt + eye * count * 4, count);
  }

  /** Pixels of an eye as RGBA bytes, a live view. */
  bytes(eye: number): Uint8Array {
    const count = this.width * this.height;
    return new Uint8Array(this.memory.buffer, this.colorAt + eye * count * 4, count * 4);
  }

  /** Depths of an eye, a live view, (height / 2, width / 2). */
  depths(eye: number): Float32Array {
    const count = (this.width * this.height) / 4;
    return new Float32Array(this.memory.buffer, this.depthAt + eye * count * 4, count);
  }
}

function distanceRange(cloud: SplatCloud, head: ArrayLike<number>): [number, number] {
  let nearest = Number.POSITIVE_INFINITY;
  let farthest = 0;
  for (let i = 0; i < cloud.count; i++) {
    const distance = Math.hypot(
      cloud.positions[3 * i]! - head[0]!,
      cloud.positions[3 * i + 1]! - head[1]!,
      cloud.positions[3 * i + 2]! - head[2]!,
    );
    nearest = Math.min(nearest, distance);
    farthest = Math.max(farthest, distance);
  }
  return [nearest, Math.max(farthest, nearest + 1e-3)];
}
