import type { KernelVariant } from '../../../kernels/module.ts';
import { kernelModule } from '../../../kernels/splats/reference/test-support/kernel-modules.ts';
import {
  type RandomCloudOptions,
  randomCloud,
} from '../../../kernels/splats/reference/test-support/random-cloud.ts';
import type { RecordOf } from '../../../shared/layout.ts';
import type { FrameFields, ListFields, ViewFields } from '../../../shared/layouts.ts';
import type { RawSplats } from '../formats/raw-splats.ts';
import { listTiles, viewList } from '../quads/list-views.ts';
import { buildSharedScene, type PlannedScene } from '../scene/shared-scene.ts';
import type { EyePicture } from '../splat-client.ts';
import type { Product } from '../tiles/frame-memory.ts';
import { viewPictures } from '../tiles/picture-views.ts';
import { RenderThread } from '../tiles/render-thread.ts';

/** Random splats as a decoded file. */
export function randomSplats(options: RandomCloudOptions): RawSplats {
  return { ...randomCloud(options), up: 'y-up' };
}

/** What a drawn view came to, copied out of the renderer's slots. */
export interface Drawn {
  readonly splatsProjected: number;
  readonly pixelsShaded: number;
  readonly pixelsTotal: number;
  readonly slot: number;
  readonly eyes: readonly EyePicture[];
}

/** Copies a finished frame. */
export function copyFrame(planned: PlannedScene, frame: RecordOf<FrameFields>): Drawn {
  const [slot, width, height] = [frame.slot[0]!, frame.width[0]!, frame.height[0]!];
  return {
    splatsProjected: frame.splatsProjected[0]!,
    pixelsShaded: frame.pixelsShaded[0]!,
    pixelsTotal: frame.pixelsTotal[0]!,
    slot,
    eyes: Array.from({ length: frame.eyeCount[0]! }, (_, eye) => {
      const { color, depth, levels } = viewPictures(planned, slot, eye, width, height);
      return { color: color.slice(), depth: depth.slice(), levels: levels.slice() };
    }),
  };
}

/** What a draw list came to, copied out of the renderer's slots. */
export interface Listed {
  readonly serial: number;
  readonly slot: number;
  readonly captureMs: number;
  readonly splatsInView: number;
  /** Splats from near to far. */
  readonly order: Uint32Array;
  /** Splats drawn and growth of σ², by chunk. */
  readonly chunks: Float32Array;
  /** Content levels of all tiles, eye by eye. */
  readonly content: Uint8Array;
}

/** Copies a draw list. */
export function copyList(planned: PlannedScene, list: RecordOf<ListFields>): Listed {
  const { order, chunks, content } = viewList(planned, list.slot[0]!, listTiles(list));
  return {
    serial: list.serial[0]!,
    slot: list.slot[0]!,
    captureMs: list.captureMs[0]!,
    splatsInView: list.splatsInView[0]!,
    order: order.slice(0, list.count[0]!),
    chunks: chunks.slice(),
    content: content.slice(),
  };
}

/** The whole renderer on this thread. */
export class InlineRenderer {
  readonly planned: PlannedScene;
  readonly thread: RenderThread;

  constructor(
    raw: RawSplats,
    maxPixels: number,
    variant: KernelVariant = 'simd',
    product: Product = 'pictures',
  ) {
    this.planned = buildSharedScene(raw, { name: 'test', id: 1, threads: 1, maxPixels, product });
    this.thread = new RenderThread(this.planned, kernelModule(variant), 0);
  }

  draw(view: RecordOf<ViewFields>): Drawn {
    return copyFrame(this.planned, this.thread.draw(view));
  }

  /** The list of a view once it is known what is visible from there. */
  listSettled(view: RecordOf<ViewFields>): Listed {
    this.thread.list(view);
    while (this.thread.refine(100) === 'worked');
    return this.list(view);
  }

  list(view: RecordOf<ViewFields>): Listed {
    return copyList(this.planned, this.thread.list(view));
  }
}
