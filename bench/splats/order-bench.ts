import { readFile } from 'node:fs/promises';
import { bindKernels, detectVariant } from '../../src/kernels/module.ts';
import {
  CHUNK_WORD,
  CHUNK_WORDS,
  FRAME_FIELDS,
  type FrameField,
  ParameterBlock,
} from '../../src/kernels/splats/frame-block.ts';
import type { SplatKernels } from '../../src/kernels/splats/splat-kernels.ts';
import type { RawSplats } from '../../src/workers/splats/formats/raw-splats.ts';
import { buildSharedScene } from '../../src/workers/splats/scene/shared-scene.ts';
import { CHUNK_FIELD, CHUNK_FIELDS } from '../../src/workers/splats/scene/splat-scene.ts';
import { DistanceRange } from '../../src/workers/splats/tiles/distance-range.ts';
import { FRAME_OFFSET } from '../../src/workers/splats/tiles/frame-memory.ts';

/** The order kernels alone over every splat of a scene, on this thread. */
export interface OrderBench {
  readonly count: number;
  /** Orders by distance from `head`, keys included. @returns the time in ms */
  run(head: readonly number[]): number;
  /** Distances from `head` in the order found last. */
  distances(head: readonly number[]): Float64Array;
}

/** @param raw y-up */
export async function createOrderBench(raw: RawSplats): Promise<OrderBench> {
  const variant = detectVariant();
  const file = new URL(`../../src/kernels/splats/dist/splats.${variant}.wasm`, import.meta.url);
  const module = await WebAssembly.compile(await readFile(file));
  const { scene, plan } = buildSharedScene(raw, { id: 1, name: 'scene', threads: 1, maxPixels: 64 * 64 });
  const { buffer } = scene.memory;
  const kernels = bindKernels<SplatKernels>(module, scene.memory);
  const frame = new ParameterBlock<FrameField>(FRAME_FIELDS, buffer, FRAME_OFFSET);
  const rows = new Int32Array(buffer, plan.chunkRows, scene.chunkCount * CHUNK_WORDS);
  const table = new Int32Array(buffer, scene.chunkTable, scene.chunkCount * CHUNK_FIELDS);
  for (let chunk = 0; chunk < scene.chunkCount; chunk++) {
    const start = table[chunk * CHUNK_FIELDS + CHUNK_FIELD.start]!;
    rows[chunk * CHUNK_WORDS + CHUNK_WORD.start] = start;
    rows[chunk * CHUNK_WORDS + CHUNK_WORD.record] = start;
    rows[chunk * CHUNK_WORDS + CHUNK_WORD.keep] = table[chunk * CHUNK_FIELDS + CHUNK_FIELD.count]!;
  }
  frame.set('scene', scene.arrays);
  frame.set('stride', scene.stride);
  frame.set('chunks', plan.chunkRows);
  frame.set('eyeCount', 0);
  frame.set('keys', plan.keys);
  frame.set('order', plan.order);
  const floats = new Float32Array(buffer, scene.arrays, (3 * scene.stride) / 4);
  const words = scene.stride / 4;
  const range = new DistanceRange(scene);
  const distanceOf = (splat: number, head: readonly number[]) =>
    Math.hypot(
      floats[splat]! - head[0]!,
      floats[words + splat]! - head[1]!,
      floats[2 * words + splat]! - head[2]!,
    );

  return {
    count: scene.count,
    run(head) {
      const begin = performance.now();
      range.begin(head);
      for (let chunk = 0; chunk < scene.chunkCount; chunk++) range.add(chunk);
      frame.set('headX', head[0]!);
      frame.set('headY', head[1]!);
      frame.set('headZ', head[2]!);
      frame.set('keyBase', range.nearest);
      frame.set('keyScale', 65535 / (range.farthest - range.nearest));
      for (let chunk = 0; chunk < scene.chunkCount; chunk++) kernels.chunkKeys(FRAME_OFFSET, chunk);
      kernels.countKeys(FRAME_OFFSET, 0, scene.chunkCount, plan.sortCounts);
      kernels.offsetsOf(plan.sortCounts, 1, 0, plan.sortOffsets);
      kernels.scatterKeys(FRAME_OFFSET, 0, scene.chunkCount, plan.sortOffsets);
      return performance.now() - begin;
    },
    distances(head) {
      const order = new Uint32Array(buffer, plan.order, scene.count);
      return Float64Array.from(order, (splat) => distanceOf(splat, head));
    },
  };
}
