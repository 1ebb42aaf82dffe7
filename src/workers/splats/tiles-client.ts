import { detectVariant, type KernelVariant } from '../../kernels/module.ts';
import relaxedUrl from '../../kernels/splats/dist/splats.relaxed.wasm?url';
import scalarUrl from '../../kernels/splats/dist/splats.scalar.wasm?url';
import simdUrl from '../../kernels/splats/dist/splats.simd.wasm?url';
import { allocateMailbox } from '../../shared/bridge.ts';
import { FRAME_LAYOUT, type GazeFields, LIST_LAYOUT, VIEW_LAYOUT } from '../../shared/layouts.ts';
import type { Mailbox } from '../../shared/mailbox.ts';
import { HEALTHY_MS } from '../supervision/limits.ts';
import { ListStore } from './quads/list-store.ts';
import { SceneShelf } from './scene/scene-shelf.ts';
import { ScenePager } from './scene-pager.ts';
import type { SceneInfo, SceneSource, SplatClient, WorkerEvent } from './splat-client.ts';
import { LoaderKeeper } from './supervision/loader-keeper.ts';
import { RenderCrew } from './supervision/render-crew.ts';
import { SceneOpener } from './supervision/scene-opener.ts';
import type { Product } from './tiles/frame-memory.ts';
import { PictureStore } from './tiles/picture-store.ts';

export interface TilesClientOptions {
  /** Render workers; default one a core less one for the page, six at most. */
  readonly workers?: number;
  /** Most pixels of a picture, both eyes together. */
  readonly maxPixels?: number;
  /** `lists` = no room is made for pictures, so that larger scenes fit; default pictures and lists as views ask. */
  readonly product?: Product;
  /**
   * The tracker's exits, for views with `schedule`. Where memory is not shared its `afterPublish` is taken, and each picture is drawn
   * around the newest exit that has arrived when it begins.
   */
  readonly tracked?: Mailbox<GazeFields>;
  /** False = as where memory cannot be shared, although it could. */
  readonly shared?: boolean;
  /** Work without a failure after which earlier failures are forgotten, ms. */
  readonly healthyMs?: number;
  /** Told in a sentence when a view could not be drawn. */
  readonly onProblem?: (sentence: string) => void;
  /** Told when a worker was replaced, or given up. */
  readonly onEvent?: (event: WorkerEvent) => void;
  /** Told when another part of a streamed scene is shown. */
  readonly onScene?: (info: SceneInfo) => void;
}

const KERNEL_URLS = { relaxed: relaxedUrl, simd: simdUrl, scalar: scalarUrl } as const;
const DEFAULT_MAX_PIXELS = 2 * 1600 * 1600;
const MOST_WORKERS = 6;
/** Time between two looks at the workers' pulses. */
const LOOK_MS = 50;

function defaultWorkers(): number {
  return Math.max(1, Math.min(MOST_WORKERS, navigator.hardwareConcurrency - 1));
}

async function compileKernels(url: string): Promise<WebAssembly.Module> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`The splat kernels could not be loaded: HTTP ${response.status}.`);
  return WebAssembly.compile(await response.arrayBuffer());
}

/** Why something runs on a lower step here. */
function degradations(shared: boolean, variant: KernelVariant): string[] {
  const degraded: string[] = [];
  if (!shared)
    degraded.push('The page is not cross-origin isolated: one render worker, pictures are copied.');
  if (variant === 'simd') degraded.push('This browser has no relaxed SIMD: blending is slower.');
  if (variant === 'scalar')
    degraded.push(
      'This browser has no WebAssembly SIMD: splats are drawn by slower code at a lower resolution.',
    );
  if (navigator.hardwareConcurrency === 1)
    degraded.push('This machine has one core: one render worker, which shares it with the page.');
  return degraded;
}

/** A worker takes addresses relative to its own script. */
function absolute(source: SceneSource): SceneSource {
  if (source.kind !== 'url' || !URL.canParse(source.url, document.baseURI)) return source;
  return { kind: 'url', url: new URL(source.url, document.baseURI).href };
}

/**
 * Starts the splat workers: a loader and render workers over one shared memory a scene, which make pictures (`tiles`) or draw lists
 * for the GPU (`quads`) as each view asks; and what keeps them going:
 *
 * - every worker holds a life lock and beats a pulse (`takeLifeline`); `WatchedWorker` notices its end by the one, a hang by the
 *   other, by looks at the clock that is wound here;
 * - `RenderCrew` replaces the render workers, all together, on the scene that the page keeps, at control words of their own;
 * - `LoaderKeeper` replaces the loader and starts its job again, once; `Stretches` tells it how long the loader may be silent;
 * - `SceneOpener` leads a scene from its source through both, and keeps the source for those who come after;
 * - `Strikes` ends it: three failures in a row switch off drawing or opening, never both.
 *
 * @throws Error in one sentence where WebAssembly is missing, or the kernels or workers cannot be loaded.
 */
export async function createTilesClient(options: TilesClientOptions = {}): Promise<SplatClient> {
  const variant = detectVariant();
  if (!variant) throw new Error('This browser has no WebAssembly, which the splat renderer needs.');
  const shared = globalThis.crossOriginIsolated === true && options.shared !== false;
  const threads = shared ? Math.max(1, options.workers ?? defaultWorkers()) : 1;
  const { maxPixels = DEFAULT_MAX_PIXELS, product = 'pictures', healthyMs = HEALTHY_MS } = options;
  const { tracked = null, onProblem = () => {}, onEvent = () => {}, onScene = () => {} } = options;
  const module = await compileKernels(KERNEL_URLS[variant]);

  const view = allocateMailbox(VIEW_LAYOUT, shared);
  const frame = allocateMailbox(FRAME_LAYOUT, shared);
  const list = allocateMailbox(LIST_LAYOUT, shared);
  const shelf = new SceneShelf();
  const pictures = new PictureStore(frame, shelf);
  const lists = new ListStore(list, shelf);
  const crew = new RenderCrew({
    ...{ threads, module, shared, view, frame, list, tracked, shelf, pictures, lists },
    ...{ healthyMs, onProblem, onEvent },
  });
  const loader = new LoaderKeeper({ shared, healthyMs, onEvent });
  const opener = new SceneOpener(loader, crew, { threads, maxPixels, product, shared }, onScene);
  let troubled = false;
  const pager = new ScenePager(view, async (head) => {
    try {
      const more = await opener.page(head);
      troubled = false;
      return more;
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      // Once, not at every step.
      if (!troubled) onEvent({ kind: 'remark', worker: 'loader', text, recoveryMs: Number.NaN });
      troubled = true;
      return false;
    }
  });
  const clock = setInterval(() => {
    const now = performance.now();
    crew.look(now);
    loader.look(now);
    if (opener.stale) pager.unsettle();
  }, LOOK_MS);
  const dispose = () => {
    clearInterval(clock);
    pager.stop();
    crew.dispose();
    loader.dispose();
  };
  void loader.start();
  try {
    await crew.start();
  } catch (error) {
    dispose();
    throw error;
  }

  return {
    capabilities: {
      shared,
      simd: variant !== 'scalar',
      relaxedSimd: variant === 'relaxed',
      workers: threads,
      degraded: degradations(shared, variant),
    },
    view,
    frame,
    list,
    get gpuScene() {
      return crew.gpuScene;
    },
    async load(source, openOptions, onProgress) {
      const info = await opener.load(absolute(source), openOptions, onProgress);
      if (opener.streamed) pager.start();
      else pager.stop();
      return info;
    },
    save: (format, onProgress) => opener.save(format, onProgress),
    picture: (slot, eye) => pictures.picture(slot, eye),
    drawList: (slot) => lists.list(slot),
    packSplats: (scene, first, count) => crew.pack(scene, first, count),
    setRunning(running) {
      crew.setRunning(running);
      loader.setRunning(running);
    },
    breakWorker(worker, fault) {
      if (worker === 'loader') loader.break(fault);
      else crew.break(worker, fault);
    },
    revive() {
      crew.revive();
      loader.revive();
    },
    dispose,
  };
}
