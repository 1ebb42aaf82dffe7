import { readFile } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { detectVariant, type KernelVariant } from '../../../kernels/module.ts';
import type { RecordOf } from '../../../shared/layout.ts';
import type { FrameFields, ListFields, ViewFields } from '../../../shared/layouts.ts';
import type { RawSplats } from '../formats/raw-splats.ts';
import type { ExitSource } from '../foveation/exit-source.ts';
import { listTiles, viewList } from '../quads/list-views.ts';
import { buildSharedScene, type PlannedScene } from '../scene/shared-scene.ts';
import type { DrawList, EyePicture } from '../splat-client.ts';
import type { Product } from '../tiles/frame-memory.ts';
import { viewPictures } from '../tiles/picture-views.ts';
import { RenderThread } from '../tiles/render-thread.ts';

// Node 20 has relaxed SIMD behind a flag that later versions have dropped because it is always on.
if (Number(process.versions.node.split('.')[0]) < 22) setFlagsFromString('--experimental-wasm-relaxed-simd');

export interface NodeRendererOptions {
  readonly name: string;
  /** Threads in all, this one included. */
  readonly threads: number;
  /** Most pixels of a picture, both eyes together. */
  readonly maxPixels: number;
  /** What there should be room for; default pictures. */
  readonly product?: Product;
  /** Build of the kernels; default the best that this Node accepts. */
  readonly kernels?: KernelVariant;
}

/** Between two looks whether all is settled, ms. */
const SETTLE_MS = 50;

/** What a follower thread is started with. */
export interface FollowerData {
  readonly planned: PlannedScene;
  readonly module: WebAssembly.Module;
  readonly thread: number;
}

/** The `tiles` renderer in Node: this thread leads, worker threads follow. Drawing blocks until the picture is finished. */
export interface NodeRenderer {
  readonly planned: PlannedScene;
  readonly variant: KernelVariant;
  /**
   * @param exits where a view with `schedule` finds the tracker's exits: `MailboxExits` of a tracker on another thread, or `TimedExits`
   * @throws RangeError when the picture is larger than planned. @returns the same record every time
   */
  draw(view: RecordOf<ViewFields>, exits?: ExitSource): RecordOf<FrameFields>;
  /** Picture of the frame last drawn; valid until the next but one. */
  picture(frame: RecordOf<FrameFields>, eye: number): EyePicture;
  /** Makes the draw list of a view. @returns its record, the same object every time */
  list(view: RecordOf<ViewFields>): RecordOf<ListFields>;
  /**
   * The same once it is known what is visible from where the view's head is; as `list` where nothing asks for it. Blocks meanwhile,
   * half a second and more.
   */
  listSettled(view: RecordOf<ViewFields>): RecordOf<ListFields>;
  /** Views of a list, valid until two lists later or until a picture is drawn. */
  drawList(list: RecordOf<ListFields>): DrawList;
  close(): Promise<void>;
}

/**
 * @param raw y-up
 * @throws Error where the engine cannot run the kernels or they are not built; SplatFileError when memory is refused
 */
export async function createNodeRenderer(
  raw: RawSplats,
  options: NodeRendererOptions,
): Promise<NodeRenderer> {
  const variant = options.kernels ?? detectVariant();
  if (!variant) throw new Error('This Node has no WebAssembly, which the splat renderer needs.');
  const file = new URL(`../../../kernels/splats/dist/splats.${variant}.wasm`, import.meta.url);
  const bytes = await readFile(file).catch(() => {
    throw new Error('The splat kernels are not built; run "npm run build:kernels" first.');
  });
  const module = await WebAssembly.compile(bytes);
  const planned = buildSharedScene(raw, { ...options, id: 1 });
  const followers = Array.from({ length: options.threads - 1 }, (_, i) => {
    const workerData: FollowerData = { planned, module, thread: i + 1 };
    return new Worker(new URL('./follower-start.mjs', import.meta.url), { workerData });
  });
  const lead = new RenderThread(planned, module, 0);
  return {
    planned,
    variant,
    draw: (view, exits) => lead.draw(view, exits),
    picture: (frame, eye) => viewPictures(planned, frame.slot[0]!, eye, frame.width[0]!, frame.height[0]!),
    list: (view) => lead.list(view),
    listSettled(view) {
      lead.list(view);
      while (lead.refine(SETTLE_MS) === 'worked');
      return lead.list(view);
    },
    drawList: (list) => viewList(planned, list.slot[0]!, listTiles(list)),
    async close() {
      lead.close();
      await Promise.all(followers.map((worker) => worker.terminate()));
    },
  };
}
