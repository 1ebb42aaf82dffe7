import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { detectVariant } from '../../src/kernels/module.ts';
import type { RecordOf } from '../../src/shared/layout.ts';
import type { FrameFields, ViewFields } from '../../src/shared/layouts.ts';
import type { RawSplats } from '../../src/workers/splats/formats/raw-splats.ts';
import { buildSharedScene } from '../../src/workers/splats/scene/shared-scene.ts';
import { type SplatScene, sceneBytes } from '../../src/workers/splats/scene/splat-scene.ts';
import { type FrameMemory, slotOffsets } from '../../src/workers/splats/tiles/frame-memory.ts';
import { RenderThread } from '../../src/workers/splats/tiles/render-thread.ts';

const KERNELS = path.resolve(import.meta.dirname, '../../src/kernels/splats/dist');

/** Our renderer with one thread in this process. */
export interface InlineRenderer {
  readonly scene: SplatScene;
  readonly plan: FrameMemory;
  /** Shared bytes per splat, harmonics above degree 0 left out. */
  readonly bytesPerSplat: number;
  draw(view: RecordOf<ViewFields>): RecordOf<FrameFields>;
  /** RGBA of the frame last drawn, top row first, (height, width, 4); valid until the next but one. */
  picture(frame: RecordOf<FrameFields>): Uint8Array;
}

/**
 * @param raw y-up.
 * @param maxPixels most pixels of a picture.
 * @throws Error where the engine has no SIMD or the kernels are not built.
 */
export async function createInlineRenderer(raw: RawSplats, maxPixels: number): Promise<InlineRenderer> {
  const variant = detectVariant();
  if (!variant) throw new Error('This Node has no WebAssembly SIMD.');
  const module = await WebAssembly.compile(await readFile(path.join(KERNELS, `splats.${variant}.wasm`)));
  const planned = buildSharedScene(raw, { name: 'scene', id: 1, threads: 1, maxPixels });
  const { scene, plan } = planned;
  const thread = new RenderThread(planned, module, 0);
  return {
    scene,
    plan,
    bytesPerSplat: sceneBytes(scene) / scene.count,
    draw: (view) => thread.draw(view),
    picture(frame) {
      const { color } = slotOffsets(plan, frame.slot[0]!);
      return new Uint8Array(scene.memory.buffer, color, frame.width[0]! * frame.height[0]! * 4);
    },
  };
}
