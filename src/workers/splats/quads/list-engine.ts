import type { SplatKernels } from '../../../kernels/splats/splat-kernels.ts';
import type { Pulse } from '../../../shared/pulse.ts';
import type { PlannedScene } from '../scene/shared-scene.ts';
import { CONTROL, meeting } from '../tiles/control.ts';
import { LIST_FRAME_OFFSET } from '../tiles/frame-memory.ts';
import { OrderSort } from '../tiles/order-sort.ts';

/** What the lead does between stages; helper threads have none. */
export interface ListLead {
  /** Called at the end of stage number `stage` (chunks, keys, sort). */
  stageDone(stage: number): void;
}

/**
 * One thread's part of a draw list: keys of chunks that are stolen one by one, then the depth order. Splats keep their numbers, so
 * that the order is one of the GPU's splats. The result does not depend on who did what.
 */
export class ListEngine {
  private readonly meet: () => void;
  private readonly order: OrderSort;

  constructor(
    planned: PlannedScene,
    private readonly kernels: SplatKernels,
    thread: number,
    private readonly control: Int32Array,
    private readonly pulse: Pulse,
  ) {
    this.meet = meeting(control, planned.plan.threads, pulse);
    this.order = new OrderSort(planned, kernels, thread, control, this.meet);
  }

  /** Makes the list that the lead has prepared. @throws RendererClosed before its end when the renderer is taken down */
  runList(lead: ListLead | null): void {
    const { control } = this;
    const rows = control[CONTROL.chunkRows]!;
    for (;;) {
      const row = Atomics.add(control, CONTROL.nextChunk, 1);
      if (row >= rows) break;
      this.pulse.beat();
      this.kernels.chunkKeys(LIST_FRAME_OFFSET, row);
    }
    this.meet();
    lead?.stageDone(1);
    this.order.sort(LIST_FRAME_OFFSET);
    lead?.stageDone(2);
  }
}
