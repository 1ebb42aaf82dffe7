import { expose, transfer } from 'comlink';
import { type LoadProgress, SplatFileError } from './formats/raw-splats.ts';
import { loadWebpWasm } from './formats/webp-wasm-vite.ts';
import { type BuildTarget, LoaderEngine, type LoadResult } from './loader-engine.ts';
import { writeSpz } from './saving/write-spz.ts';
import type { ExportFormat, OpenOptions, SceneSource } from './splat-client.ts';

type OnProgress = (progress: LoadProgress) => void;

const engine = new LoaderEngine({ loadWebpWasm, writers: { spz: writeSpz, sog: refuseSog } });

function refuseSog(): never {
  throw new SplatFileError('The scene cannot be saved as .sog here.');
}

/** Decoded splats are moved to the page, not copied. */
function handOver<Result extends LoadResult | null>(result: Result): Result {
  if (result?.kind !== 'raw') return result;
  const { positions, scales, rotations, colors, opacities, shRest } = result.raw;
  const arrays = [positions, scales, rotations, colors, opacities, ...(shRest ? [shRest] : [])];
  return transfer(
    result,
    arrays.map((array) => array.buffer as ArrayBuffer),
  );
}

/** Opens, builds and saves scenes beside the renderer, so that the old scene keeps moving; see `LoaderEngine`. */
const api = {
  async load(
    source: SceneSource,
    options: OpenOptions,
    build: BuildTarget,
    onProgress: OnProgress,
  ): Promise<LoadResult> {
    return handOver(await engine.load(source, options, build, onProgress));
  },
  async page(head: readonly [number, number, number], build: BuildTarget): Promise<LoadResult | null> {
    return handOver(await engine.page(head, build));
  },
  save(
    source: SceneSource,
    options: OpenOptions,
    format: ExportFormat,
    onProgress: OnProgress,
  ): Promise<Blob> {
    return engine.save(source, options, format, onProgress);
  },
};

export type LoaderApi = typeof api;

expose(api);
