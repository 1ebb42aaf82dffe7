import { type RawSplats, SplatFileError } from '../formats/raw-splats.ts';
import { type FrameMemory, memoryPages, planFrameMemory } from '../tiles/frame-memory.ts';
import { buildScene } from './build-scene.ts';
import { CHUNK_SIZE, type SplatScene } from './splat-scene.ts';

export interface SharedSceneOptions {
  /** Name for error sentences. */
  readonly name: string;
  readonly id: number;
  readonly threads: number;
  /** Most pixels of a picture, both eyes together. */
  readonly maxPixels: number;
  readonly onProgress?: (fraction: number) => void;
}

/** A scene together with the memory plan of its renderer, both in one WebAssembly memory. */
export interface PlannedScene {
  /** Tells this scene's frames from those of the one before. */
  readonly id: number;
  readonly scene: SplatScene;
  readonly plan: FrameMemory;
}

/**
 * Builds a scene and lays out its renderer's memory.
 * @param raw y-up
 * @throws SplatFileError when the engine refuses the memory
 */
export function buildSharedScene(raw: RawSplats, options: SharedSceneOptions): PlannedScene {
  const { name, id, threads, maxPixels, onProgress } = options;
  const chunkCount = Math.ceil(raw.count / CHUNK_SIZE);
  const planFrom = (start: number) =>
    planFrameMemory({ start, splatCount: raw.count, chunkCount, threads, maxPixels });
  const scene = buildScene(raw, {
    keepFileOrder: true,
    ...(onProgress ? { onProgress } : {}),
    createMemory(end) {
      const pages = memoryPages(planFrom(end));
      try {
        return new WebAssembly.Memory({ ...pages, shared: true });
      } catch {
        const megabytes = Math.round(pages.initial / 16);
        throw new SplatFileError(`${name} needs ${megabytes} MB of memory, which was refused.`);
      }
    },
  });
  return { id, scene, plan: planFrom(scene.end) };
}
