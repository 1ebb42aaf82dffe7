import { expose, transfer } from 'comlink';
import type { LoadProgress, RawSplats } from './formats/raw-splats.ts';
import { loadWebpWasm } from './formats/webp-wasm-vite.ts';
import { openScene } from './loader-engine.ts';
import { buildSharedScene, type PlannedScene } from './scene/shared-scene.ts';
import type { SceneInfo, SceneSource } from './splat-client.ts';

export interface LoadOptions {
  /** Becomes `PlannedScene.id`. */
  readonly id: number;
  readonly threads: number;
  readonly maxPixels: number;
  /** Where memory cannot cross threads, the decoded splats are handed over instead of a built scene. */
  readonly shared: boolean;
}

export type LoadResult =
  | { readonly kind: 'built'; readonly info: SceneInfo; readonly planned: PlannedScene }
  | { readonly kind: 'raw'; readonly info: SceneInfo; readonly raw: RawSplats };

/** Decodes and builds scenes beside the renderer, so that the old scene keeps moving. */
const api = {
  async load(
    source: SceneSource,
    options: LoadOptions,
    onProgress: (progress: LoadProgress) => void,
  ): Promise<LoadResult> {
    const { info, raw } = await openScene(source, loadWebpWasm, onProgress);
    if (!options.shared) {
      const { positions, scales, rotations, colors, opacities, shRest } = raw;
      const buffers = [positions, scales, rotations, colors, opacities, ...(shRest ? [shRest] : [])];
      return transfer(
        { kind: 'raw', info, raw } as const,
        buffers.map((array) => array.buffer as ArrayBuffer),
      );
    }
    const planned = buildSharedScene(raw, {
      name: info.name,
      id: options.id,
      threads: options.threads,
      maxPixels: options.maxPixels,
      onProgress: (fraction) => onProgress({ stage: 'order', fraction, bytes: 0 }),
    });
    return { kind: 'built', info, planned };
  },
};

export type LoaderApi = typeof api;

expose(api);
