import { proxy, type Remote, transfer, wrap } from 'comlink';
import { detectVariant } from '../../kernels/module.ts';
import relaxedUrl from '../../kernels/splats/dist/splats.relaxed.wasm?url';
import scalarUrl from '../../kernels/splats/dist/splats.scalar.wasm?url';
import simdUrl from '../../kernels/splats/dist/splats.simd.wasm?url';
import { allocateMailbox, forwardMailbox } from '../../shared/bridge.ts';
import { FRAME_LAYOUT, VIEW_LAYOUT } from '../../shared/layouts.ts';
import { type LoadProgress, SplatFileError } from './formats/raw-splats.ts';
import type { LoaderApi } from './loader.worker.ts';
import type { SceneInfo, SceneSource, SplatCapabilities, SplatClient } from './splat-client.ts';
import { PictureStore } from './tiles/picture-store.ts';
import type { TilesWorkerApi } from './tiles.worker.ts';

export interface TilesClientOptions {
  /** Render workers; default one a core less one for the page, six at most. */
  readonly workers?: number;
  /** Most pixels of a picture, both eyes together. */
  readonly maxPixels?: number;
  /** Told in a sentence when a view could not be drawn. */
  readonly onProblem?: (sentence: string) => void;
}

const KERNEL_URLS = { relaxed: relaxedUrl, simd: simdUrl, scalar: scalarUrl } as const;
const DEFAULT_MAX_PIXELS = 2 * 1600 * 1600;
const MOST_WORKERS = 6;

function defaultWorkers(): number {
  return Math.max(1, Math.min(MOST_WORKERS, navigator.hardwareConcurrency - 1));
}

async function compileKernels(url: string): Promise<WebAssembly.Module> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`The splat kernels could not be loaded: HTTP ${response.status}.`);
  return WebAssembly.compile(await response.arrayBuffer());
}

/**
 * Starts the `tiles` renderer: a loader worker and render workers over one shared memory a scene.
 * @throws Error in one sentence where WebAssembly is missing or the kernels cannot be loaded.
 */
export async function createTilesClient(options: TilesClientOptions = {}): Promise<SplatClient> {
  const variant = detectVariant();
  if (!variant) throw new Error('This browser has no WebAssembly, which the splat renderer needs.');
  const shared = globalThis.crossOriginIsolated === true;
  const degraded: string[] = [];
  if (!shared)
    degraded.push('The page is not cross-origin isolated: one render worker, pictures are copied.');
  if (variant === 'simd') degraded.push('This browser has no relaxed SIMD: blending is slower.');
  if (variant === 'scalar') degraded.push('This browser has no SIMD: drawing takes several times as long.');
  const threads = shared ? Math.max(1, options.workers ?? defaultWorkers()) : 1;
  const maxPixels = options.maxPixels ?? DEFAULT_MAX_PIXELS;
  const module = await compileKernels(KERNEL_URLS[variant]);

  const view = allocateMailbox(VIEW_LAYOUT, shared);
  const frame = allocateMailbox(FRAME_LAYOUT, shared);
  const pictures = new PictureStore(frame);
  const workers = Array.from(
    { length: threads },
    (_, i) =>
      new Worker(new URL('./tiles.worker.ts', import.meta.url), { type: 'module', name: `splats ${i}` }),
  );
  const remotes: Remote<TilesWorkerApi>[] = workers.map((worker) => wrap<TilesWorkerApi>(worker));
  const onProblem = proxy(options.onProblem ?? (() => {}));
  const buffers = shared
    ? { view: view.buffer as SharedArrayBuffer, frame: frame.buffer as SharedArrayBuffer }
    : { view: null, frame: null };
  await Promise.all(remotes.map((remote, thread) => remote.start({ thread, module, ...buffers }, onProblem)));
  if (!shared) {
    pictures.receive(workers[0]!);
    view.afterPublish = forwardMailbox(view, workers[0]!);
  }
  const loaderWorker = new Worker(new URL('./loader.worker.ts', import.meta.url), {
    type: 'module',
    name: 'loader',
  });
  const loader = wrap<LoaderApi>(loaderWorker);

  const capabilities: SplatCapabilities = {
    shared,
    simd: variant !== 'scalar',
    relaxedSimd: variant === 'relaxed',
    workers: threads,
    degraded,
  };

  let scenes = 0;
  async function open(source: SceneSource, onProgress: (progress: LoadProgress) => void): Promise<SceneInfo> {
    const handed = source.kind === 'file' ? transfer(source, [source.bytes]) : source;
    const result = await loader
      .load(handed, { id: ++scenes, threads, maxPixels, shared }, proxy(onProgress))
      .catch(rethrow);
    if (result.kind === 'built') {
      pictures.add(result.planned);
      // The lead closes the old renderer, which lets the followers go on to their message.
      await Promise.all(remotes.map((remote) => remote.setScene(result.planned)));
    } else {
      await remotes[0]!
        .setRaw(result.raw, { id: scenes, name: result.info.name, threads, maxPixels })
        .catch(rethrow);
    }
    onProgress({ stage: 'ready', fraction: 1, bytes: 0 });
    return result.info;
  }

  let queue: Promise<unknown> = Promise.resolve();
  return {
    capabilities,
    view,
    frame,
    load(source, onProgress) {
      const job = queue.then(() => open(source, onProgress));
      queue = job.catch(() => {});
      return job;
    },
    picture: (slot, eye) => pictures.picture(slot, eye),
    setRunning(running) {
      void remotes[0]!.setRunning(running);
    },
    dispose() {
      for (const worker of [...workers, loaderWorker]) worker.terminate();
    },
  };
}

/** An error loses its class on the way out of a worker. */
function rethrow(error: unknown): never {
  if (error instanceof Error && error.name === 'SplatFileError') throw new SplatFileError(error.message);
  throw error;
}
