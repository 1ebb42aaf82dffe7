import type { KernelVariant } from '../../../kernels/module.ts';
import { kernelModule } from '../../../kernels/splats/reference/test-support/kernel-modules.ts';
import {
  type RandomCloudOptions,
  randomCloud,
} from '../../../kernels/splats/reference/test-support/random-cloud.ts';
import type { RecordOf } from '../../../shared/layout.ts';
import type { FrameFields, ViewFields } from '../../../shared/layouts.ts';
import type { RawSplats } from '../formats/raw-splats.ts';
import { buildSharedScene, type PlannedScene } from '../scene/shared-scene.ts';
import type { EyePicture } from '../splat-client.ts';
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

/** The whole renderer on this thread. */
export class InlineRenderer {
  readonly planned: PlannedScene;
  readonly thread: RenderThread;

  constructor(raw: RawSplats, maxPixels: number, variant: KernelVariant = 'simd') {
    this.planned = buildSharedScene(raw, { name: 'test', id: 1, threads: 1, maxPixels });
    this.thread = new RenderThread(this.planned, kernelModule(variant), 0);
  }

  draw(view: RecordOf<ViewFields>): Drawn {
    return copyFrame(this.planned, this.thread.draw(view));
  }
}
