import { CHUNK_WORD, CHUNK_WORDS, SORT_ROW_BYTES } from '../../../kernels/splats/frame-block.ts';
import type { SplatKernels } from '../../../kernels/splats/splat-kernels.ts';
import type { PlannedScene } from '../scene/shared-scene.ts';
import { CONTROL } from './control.ts';
import type { FrameMemory } from './frame-memory.ts';

/** One thread's part of the depth order: a counting sort, dealt out so that each thread gets about as many keys. */
export class OrderSort {
  private readonly rows: Int32Array;
  private readonly plan: FrameMemory;

  /** @param meet waits for the other threads */
  constructor(
    { scene, plan }: PlannedScene,
    private readonly kernels: SplatKernels,
    private readonly thread: number,
    private readonly control: Int32Array,
    private readonly meet: () => void,
  ) {
    this.plan = plan;
    this.rows = new Int32Array(scene.memory.buffer, plan.chunkRows, scene.chunkCount * CHUNK_WORDS);
  }

  /** Orders the visible records of all chunk rows by their keys. @param frame parameter block */
  sort(frame: number): void {
    const { kernels, plan, control, thread, rows } = this;
    const rowCount = control[CONTROL.chunkRows]!;
    let visible = 0;
    for (let row = 0; row < rowCount; row++) visible += rows[row * CHUNK_WORDS + CHUNK_WORD.visible]!;
    const begin = this.shareStart(thread, visible);
    const end = thread + 1 === plan.threads ? rowCount : this.shareStart(thread + 1, visible);
    const counts = plan.sortCounts + thread * SORT_ROW_BYTES;
    const offsets = plan.sortOffsets + thread * SORT_ROW_BYTES;
    kernels.countKeys(frame, begin, end, counts);
    this.meet();
    kernels.offsetsOf(plan.sortCounts, plan.threads, thread, offsets);
    kernels.scatterKeys(frame, begin, end, offsets);
    if (thread === 0) control[CONTROL.records] = visible;
    this.meet();
  }

  /** First row of a thread's share. */
  private shareStart(thread: number, visible: number): number {
    const target = (visible * thread) / this.plan.threads;
    const count = this.control[CONTROL.chunkRows]!;
    let seen = 0;
    for (let row = 0; row < count; row++) {
      if (seen >= target) return row;
      seen += this.rows[row * CHUNK_WORDS + CHUNK_WORD.visible]!;
    }
    return count;
  }
}
