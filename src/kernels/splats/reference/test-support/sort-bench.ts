import { bindKernels, type KernelVariant } from '../../../module.ts';
import {
  CHUNK_WORD,
  CHUNK_WORDS,
  EYE_FIELDS,
  FRAME_FIELDS,
  type FrameField,
  ParameterBlock,
  SORT_ROW_BYTES,
} from '../../frame-block.ts';
import type { SplatKernels } from '../../splat-kernels.ts';
import { distancesFrom } from '../order.ts';
import { kernelModule } from './kernel-modules.ts';

/** Not a multiple of four, so that every chunk but the first starts and ends inside a vector. */
const CHUNK = 509;
/** Most threads that `sort` plays. */
const MOST_THREADS = 4;
/** Places of the eye's block and of the counters, below the scene. */
const EYES = 1536;

/** Centres alone, for the kernels that key and sort them. */
export class SortBench {
  readonly frame: ParameterBlock<FrameField>;
  readonly keys: Uint16Array;
  private readonly kernels: SplatKernels;
  private readonly memory: WebAssembly.Memory;
  private readonly chunkCount: number;
  private readonly counters: number;
  private readonly count: number;

  constructor(positions: Float32Array, head: readonly number[], variant: KernelVariant) {
    this.count = positions.length / 3;
    this.chunkCount = Math.ceil(this.count / CHUNK);
    const stride = Math.ceil((this.count + 4) / 4) * 16;
    const scene = 16384;
    const chunks = scene + 3 * stride;
    const keys = chunks + this.chunkCount * CHUNK_WORDS * 4;
    const order = Math.ceil((keys + 2 * this.count + 16) / 16) * 16;
    const words = order + 4 * this.count;
    this.counters = Math.ceil((words + 8 * this.count) / 16) * 16;
    const end = this.counters + 2 * MOST_THREADS * SORT_ROW_BYTES;
    this.memory = new WebAssembly.Memory({ initial: Math.ceil(end / 65536), maximum: 65536, shared: true });
    const { buffer } = this.memory;
    this.kernels = bindKernels<SplatKernels>(kernelModule(variant), this.memory);
    this.keys = new Uint16Array(buffer, keys, this.count);
    for (let axis = 0; axis < 3; axis++) {
      const column = new Float32Array(buffer, scene + axis * stride, this.count);
      for (let i = 0; i < this.count; i++) column[i] = positions[3 * i + axis]!;
    }
    const rows = new Int32Array(buffer, chunks, this.chunkCount * CHUNK_WORDS);
    for (let chunk = 0; chunk < this.chunkCount; chunk++) {
      const at = chunk * CHUNK_WORDS;
      rows[at + CHUNK_WORD.start] = chunk * CHUNK;
      rows[at + CHUNK_WORD.record] = chunk * CHUNK;
      rows[at + CHUNK_WORD.keep] = Math.min(CHUNK, this.count - chunk * CHUNK);
    }
    let nearest = Number.POSITIVE_INFINITY;
    let farthest = 0;
    for (const distance of distancesFrom(positions, head)) {
      nearest = Math.min(nearest, distance);
      farthest = Math.max(farthest, distance);
    }
    // The sort takes every record's tile word along; here they are all zero.
    const eye = new ParameterBlock(EYE_FIELDS, buffer, EYES);
    eye.set('rects', words);
    eye.set('ordered', words + 4 * this.count);
    this.frame = new ParameterBlock(FRAME_FIELDS, buffer, 1024);
    const fields: [FrameField, number][] = [
      ['scene', scene],
      ['stride', stride],
      ['eyes', EYES],
      ['eyeCount', 1],
      ['chunks', chunks],
      ['keys', keys],
      ['order', order],
      ['headX', head[0]!],
      ['headY', head[1]!],
      ['headZ', head[2]!],
      ['keyBase', nearest],
      ['keyScale', 65535 / (farthest - nearest)],
    ];
    for (const [field, value] of fields) this.frame.set(field, value);
  }

  /** Writes the keys of all chunks, last chunk first where `backwards`. */
  makeKeys(backwards = false): void {
    for (let i = 0; i < this.chunkCount; i++) {
      this.kernels.chunkKeys(1024, backwards ? this.chunkCount - 1 - i : i);
    }
  }

  /** Sum of the key's place behind the last. */
  afterKeys(): number {
    const behind = new Uint16Array(this.memory.buffer, this.keys.byteOffset + 2 * this.count, 4);
    return behind.reduce((sum, key) => sum + key, 0);
  }

  /** Order of all records, sorted by the steps of `threads` threads one after the other. */
  sort(threads: number): Uint32Array {
    const { kernels, count, chunkCount } = this;
    const counts = this.counters;
    const offsets = counts + MOST_THREADS * SORT_ROW_BYTES;
    const chunk = (part: number) => Math.floor((chunkCount * part) / threads);
    const each = (step: (part: number) => void) => {
      for (let part = 0; part < threads; part++) step(part);
    };
    each((t) => kernels.countKeys(1024, chunk(t), chunk(t + 1), counts + t * SORT_ROW_BYTES));
    each((t) => kernels.offsetsOf(counts, threads, t, offsets + t * SORT_ROW_BYTES));
    each((t) => kernels.scatterKeys(1024, chunk(t), chunk(t + 1), offsets + t * SORT_ROW_BYTES));
    return new Uint32Array(this.memory.buffer, this.frame.get('order'), count).slice();
  }
}
