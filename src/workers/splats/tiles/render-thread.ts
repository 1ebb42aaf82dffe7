import { bindKernels } from '../../../kernels/module.ts';
import type { SplatKernels } from '../../../kernels/splats/splat-kernels.ts';
import type { RecordOf } from '../../../shared/layout.ts';
import type { FrameFields, ViewFields } from '../../../shared/layouts.ts';
import type { PlannedScene } from '../scene/shared-scene.ts';
import { FrameDirector } from './frame-director.ts';
import { TilesEngine } from './tiles-engine.ts';

/**
 * One thread of a renderer bound to one scene: thread 0 leads and draws views, the others follow. With a single thread it is
 * the whole renderer, inline, for tests and for pages without shared memory.
 */
export class RenderThread {
  private readonly engine: TilesEngine;
  private readonly director: FrameDirector | null;

  constructor(planned: PlannedScene, module: WebAssembly.Module, thread: number) {
    const kernels = bindKernels<SplatKernels>(module, planned.scene.memory);
    this.engine = new TilesEngine(planned, kernels, thread);
    this.director = thread === 0 ? new FrameDirector(planned) : null;
  }

  /**
   * Lead only: draws a view together with the other threads.
   * @returns the record of the finished frame, the same object every time
   * @throws RangeError when the view's size cannot be drawn; no thread has started then
   */
  draw(view: RecordOf<ViewFields>): RecordOf<FrameFields> {
    const director = this.director!;
    director.prepare(view);
    this.engine.runFrame(director);
    director.finish();
    return director.record;
  }

  /** Follower only: takes part in one frame, waiting for the lead. @returns false when the renderer was closed. */
  follow(): boolean {
    return this.engine.runFrame(null);
  }

  /** Lead only: releases the followers for good. */
  close(): void {
    this.engine.quit();
  }
}
