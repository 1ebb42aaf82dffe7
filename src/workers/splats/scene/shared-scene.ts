import { fileError } from '../formats/limits.ts';
import type { RawSplats } from '../formats/raw-splats.ts';
import { keepMostVisible } from '../streaming/keep-most-visible.ts';
import { type FrameMemory, memoryPages, type Product, planFrameMemory } from '../tiles/frame-memory.ts';
import { buildScene } from './build-scene.ts';
import { CHUNK_SIZE, type SplatScene } from './splat-scene.ts';

/** Makes the memory of a scene, or throws where the engine refuses it. Sizes in pages of 64 KiB. */
export type MemoryMaker = (pages: {
  readonly initial: number;
  readonly maximum: number;
}) => WebAssembly.Memory;

export interface SharedSceneOptions {
  /** Name for error sentences. */
  readonly name: string;
  readonly id: number;
  readonly threads: number;
  /** Most pixels of a picture, both eyes together. */
  readonly maxPixels: number;
  /** What there should be room for; default pictures. */
  readonly product?: Product;
  readonly onProgress?: (fraction: number) => void;
  /** Default: a shared memory from the engine. */
  readonly makeMemory?: MemoryMaker;
}

/** A scene together with the memory plan of its renderer, both in one WebAssembly memory. */
export interface PlannedScene {
  /** Tells this scene's frames from those of the one before. */
  readonly id: number;
  readonly scene: SplatScene;
  readonly plan: FrameMemory;
  /** What was left out, a sentence each. */
  readonly remarks: readonly string[];
}

/** Fewer splats than this are no picture of anything; a machine without room for them gets none. */
const LEAST_SPLATS = 1024;

/** The engine has no memory for as many splats. */
class MemoryRefused extends Error {
  constructor(readonly megabytes: number) {
    super(`${megabytes} MB refused`);
  }
}

/**
 * Builds a scene and lays out its renderer's memory. Where the engine refuses it, the half of the splats that covers most is
 * built, then half of that, until it fits; a remark says so, and places in the file are not kept then.
 * @param raw y-up
 * @throws SplatFileError when there is no room for 1024 splats either
 */
export function buildSharedScene(raw: RawSplats, options: SharedSceneOptions): PlannedScene {
  let most = raw.count;
  for (;;) {
    try {
      return buildMost(raw, most, options);
    } catch (error) {
      // Plain arrays that find no room are a RangeError in all engines.
      if (!(error instanceof MemoryRefused || error instanceof RangeError)) throw error;
      if (most <= LEAST_SPLATS) {
        const need = error instanceof MemoryRefused ? `${error.megabytes} MB of memory` : 'memory';
        throw fileError(
          options.name,
          `needs ${need} for its ${most} most important splats alone, which was refused`,
        );
      }
      most = Math.max(LEAST_SPLATS, most >> 1);
    }
  }
}

/** @throws MemoryRefused, or RangeError where there is no room for what is needed on the way. */
function buildMost(raw: RawSplats, most: number, options: SharedSceneOptions): PlannedScene {
  const { id, threads, maxPixels, product = 'pictures', onProgress, makeMemory = makeSharedMemory } = options;
  const kept = keepMostVisible(raw, most);
  const chunkCount = Math.ceil(kept.count / CHUNK_SIZE);
  const planFrom = (start: number) =>
    planFrameMemory({ start, splatCount: kept.count, chunkCount, threads, maxPixels, product });
  const scene = buildScene(kept, {
    keepFileOrder: kept === raw,
    ...(onProgress ? { onProgress } : {}),
    createMemory(end) {
      const pages = memoryPages(planFrom(end));
      try {
        return makeMemory(pages);
      } catch {
        throw new MemoryRefused(Math.round(pages.initial / 16));
      }
    },
  });
  const remarks =
    kept === raw ? [] : [`Only the ${kept.count} most important of ${raw.count} splats fit in memory.`];
  return { id, scene, plan: planFrom(scene.end), remarks };
}

function makeSharedMemory(pages: { readonly initial: number; readonly maximum: number }): WebAssembly.Memory {
  return new WebAssembly.Memory({ ...pages, shared: true });
}
