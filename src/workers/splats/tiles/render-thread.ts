import { bindKernels } from '../../../kernels/module.ts';
import type { SplatKernels } from '../../../kernels/splats/splat-kernels.ts';
import type { RecordOf } from '../../../shared/layout.ts';
import type { FrameFields, ListFields, ViewFields } from '../../../shared/layouts.ts';
import { Pulse } from '../../../shared/pulse.ts';
import { nowMs } from '../../../shared/time.ts';
import type { ExitSource } from '../foveation/exit-source.ts';
import { VIEW_PRODUCT } from '../foveation/view-options.ts';
import { ListDirector } from '../quads/list-director.ts';
import { ListEngine } from '../quads/list-engine.ts';
import type { PlannedScene } from '../scene/shared-scene.ts';
import { awaitGate, CONTROL, closeControl, controlWords, openGate, RendererClosed } from './control.ts';
import { FrameDirector } from './frame-director.ts';
import { TilesEngine } from './tiles-engine.ts';

export interface RenderThreadOptions {
  /** Which block of control words the renderer's threads meet at, the same for all. */
  readonly block?: number;
  readonly pulse?: Pulse;
  /** Lead only: newest frame of the same scene by a renderer before this one. */
  readonly last?: RecordOf<FrameFields> | null;
  /** Lead only: newest draw list, likewise. */
  readonly lastList?: RecordOf<ListFields> | null;
}

/**
 * One thread of a renderer bound to one scene: thread 0 leads and draws views, the others follow. With a single thread it is
 * the whole renderer, inline, for tests and for pages without shared memory.
 */
export class RenderThread {
  private readonly control: Int32Array;
  private readonly engine: TilesEngine;
  private readonly director: FrameDirector | null;
  private readonly listEngine: ListEngine;
  private readonly listDirector: ListDirector | null;
  private frame = 0;

  /** @throws RangeError when the engine refuses the memory for it */
  constructor(
    planned: PlannedScene,
    module: WebAssembly.Module,
    thread: number,
    options: RenderThreadOptions = {},
  ) {
    const { block = 0, pulse = new Pulse(), last = null, lastList = null } = options;
    const kernels = bindKernels<SplatKernels>(module, planned.scene.memory);
    this.control = controlWords(planned.scene.memory, block);
    this.engine = new TilesEngine(planned, kernels, thread, this.control, pulse);
    this.listEngine = new ListEngine(planned, kernels, thread, this.control, pulse);
    this.listDirector =
      thread === 0 ? new ListDirector(planned, kernels, this.control, lastList, pulse) : null;
    this.director = thread === 0 ? new FrameDirector(planned, this.control, last, pulse) : null;
  }

  /** Whether the renderer was ended, by any thread. */
  get closed(): boolean {
    return Atomics.load(this.control, CONTROL.quit) !== 0;
  }

  /**
   * Lead only: draws a view together with the other threads. Draw lists are gone then: see `withdrawList`.
   * @param exits where a view with `schedule` finds the tracker's exits
   * @returns the record of the finished frame, the same object every time
   * @throws RangeError when the view cannot be drawn; the next one may be
   * @throws RendererClosed when the renderer was closed meanwhile
   */
  draw(view: RecordOf<ViewFields>, exits: ExitSource | null = null): RecordOf<FrameFields> {
    const director = this.director!;
    director.prepare(view, exits);
    this.listDirector!.withdraw();
    openGate(this.control);
    this.engine.runFrame(director);
    director.finish(this.engine.lists);
    return director.record;
  }

  /**
   * Lead only: makes the draw list of a view together with the other threads.
   * @returns its record, the same object every time; with the serial before where that list is right for the view too
   * @throws RangeError when there is none for the view; there may be one for the next
   * @throws RendererClosed when the renderer was closed meanwhile
   */
  list(view: RecordOf<ViewFields>): RecordOf<ListFields> {
    const director = this.listDirector!;
    if (director.prepare(view)) {
      openGate(this.control);
      this.listEngine.runList(director);
      director.finish();
    }
    return director.record;
  }

  /**
   * Lead only: uses idle time to find out what is visible from where the head is.
   * @param forMs how long, ms
   * @returns whether something was done, and whether a list of the last view would be shorter now
   */
  refine(forMs: number): 'rested' | 'worked' | 'improved' {
    const director = this.listDirector!;
    const end = nowMs() + forMs;
    if (!director.work()) return 'rested';
    while (nowMs() < end && director.work());
    return director.improved ? 'improved' : 'worked';
  }

  /**
   * Lead only: gives the memory of draw lists free for pictures.
   * @returns a record that says so where there was a list, else null
   */
  withdrawList(): RecordOf<ListFields> | null {
    const director = this.listDirector!;
    return director.withdraw() ? director.record : null;
  }

  /** Lead only: a sentence for people about how the last view was drawn, once; else null. */
  takeRemark(): string | null {
    return this.director!.takeRemark();
  }

  /**
   * Follower only: takes part in the next frame if it starts within `patienceMs`.
   * @returns false when the renderer was closed
   */
  follow(patienceMs = Number.POSITIVE_INFINITY): boolean {
    const frame = awaitGate(this.control, this.frame, patienceMs);
    if (this.closed) return false;
    if (frame === this.frame) return true;
    this.frame = frame;
    try {
      if (this.control[CONTROL.product] === VIEW_PRODUCT.lists) this.listEngine.runList(null);
      else this.engine.runFrame(null);
    } catch (error) {
      if (error instanceof RendererClosed) return false;
      throw error;
    }
    return true;
  }

  /** Releases all threads for good. */
  close(): void {
    closeControl(this.control);
  }
}
