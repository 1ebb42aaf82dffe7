import {
  CHUNK_WORD,
  CHUNK_WORDS,
  SORT_ROW_BYTES,
  THREAD_SCRATCH_BYTES,
} from '../../../kernels/splats/frame-block.ts';
import type { SplatKernels } from '../../../kernels/splats/splat-kernels.ts';
import type { Pulse } from '../../../shared/pulse.ts';
import type { PlannedScene } from '../scene/shared-scene.ts';
import type { SplatScene } from '../scene/splat-scene.ts';
import { barrier, CONTROL, RendererClosed } from './control.ts';
import { FRAME_OFFSET, type FrameMemory, growLists, PICTURE_SLOTS } from './frame-memory.ts';

/** What the lead does between stages; helper threads have none. */
export interface FrameLead {
  /** After the tile counts are known: decides tile levels. */
  chooseLevels(): void;
  /** Called at the end of stage number `stage` (project, sort, bin, blend, reconstruct). */
  stageDone(stage: number): void;
}

/**
 * One thread's part of the `tiles` renderer. All threads of a renderer call `runFrame` for the same frame and meet at
 * barriers; work inside a stage is stolen chunk by chunk and tile by tile, but results do not depend on who did what.
 */
export class TilesEngine {
  private readonly rows: Int32Array;
  private readonly scratch: number;
  private readonly levels: Uint8Array;

  private readonly scene: SplatScene;
  private readonly plan: FrameMemory;

  constructor(
    { scene, plan }: PlannedScene,
    private readonly kernels: SplatKernels,
    private readonly thread: number,
    private readonly control: Int32Array,
    private readonly pulse: Pulse,
  ) {
    this.scene = scene;
    this.plan = plan;
    const { buffer } = scene.memory;
    this.rows = new Int32Array(buffer, plan.chunkRows, scene.chunkCount * CHUNK_WORDS);
    this.scratch = plan.scratch + thread * THREAD_SCRATCH_BYTES;
    this.levels = new Uint8Array(buffer, plan.levels, plan.maxTiles * PICTURE_SLOTS);
  }

  /** Runs one frame that the lead has prepared. @throws RendererClosed before its end when the renderer is taken down */
  runFrame(lead: FrameLead | null): void {
    // Read now: once the last tile is blended the lead may be preparing the next frame.
    const foveated = this.control[CONTROL.foveated] === 1;
    this.project();
    lead?.stageDone(0);
    this.sort();
    lead?.stageDone(1);
    if (!this.bin(lead)) return;
    lead?.stageDone(2);
    this.blend();
    lead?.stageDone(3);
    if (foveated) this.reconstruct();
    lead?.stageDone(4);
  }

  private meet(): void {
    if (!barrier(this.control, this.plan.threads, this.pulse)) throw new RendererClosed();
  }

  private project(): void {
    const rows = this.control[CONTROL.chunkRows]!;
    for (;;) {
      const row = Atomics.add(this.control, CONTROL.nextChunk, 1);
      if (row >= rows) break;
      this.pulse.beat();
      this.kernels.project(FRAME_OFFSET, row, this.scratch);
    }
    this.meet();
  }

  /** First row of this thread's share: rows are dealt so that each thread gets about as many visible records. */
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

  private sort(): void {
    const { kernels, plan, control, thread } = this;
    const rowCount = control[CONTROL.chunkRows]!;
    let visible = 0;
    for (let row = 0; row < rowCount; row++) visible += this.rows[row * CHUNK_WORDS + CHUNK_WORD.visible]!;
    const begin = this.shareStart(thread, visible);
    const end = thread + 1 === plan.threads ? rowCount : this.shareStart(thread + 1, visible);
    const counts = plan.sortCounts + thread * SORT_ROW_BYTES;
    const offsets = plan.sortOffsets + thread * SORT_ROW_BYTES;
    kernels.countKeys(FRAME_OFFSET, begin, end, counts);
    this.meet();
    kernels.offsetsOf(plan.sortCounts, plan.threads, thread, offsets);
    kernels.scatterKeys(FRAME_OFFSET, begin, end, offsets);
    if (thread === 0) control[CONTROL.records] = visible;
    this.meet();
  }

  /** @returns false when the tile lists do not fit, which the lead reports after the frame */
  private bin(lead: FrameLead | null): boolean {
    const { kernels, plan, control, thread, scene } = this;
    const tiles = control[CONTROL.tiles]!;
    const visible = control[CONTROL.records]!;
    const begin = Math.floor((visible * thread) / plan.threads);
    const end = Math.floor((visible * (thread + 1)) / plan.threads);
    const cursors = plan.tileCounts + thread * tiles * 4;
    kernels.countTiles(FRAME_OFFSET, begin, end, cursors);
    this.meet();
    if (thread === 0) {
      const entries = kernels.offsetTiles(FRAME_OFFSET, plan.tileCounts, plan.threads, tiles);
      control[CONTROL.overflow] = growLists(plan, scene.memory, entries) ? 0 : 1;
      if (!control[CONTROL.overflow]) lead?.chooseLevels();
    }
    this.meet();
    const overflow = control[CONTROL.overflow] === 1;
    if (!overflow) kernels.fillTiles(FRAME_OFFSET, begin, end, cursors);
    this.meet();
    return !overflow;
  }

  private blend(): void {
    const { control, kernels, scratch } = this;
    const tiles = control[CONTROL.tiles]!;
    const perEye = control[CONTROL.tilesPerEye]!;
    const levels = control[CONTROL.slot]! * this.plan.maxTiles;
    let shaded = 0;
    for (;;) {
      const tile = Atomics.add(control, CONTROL.nextTile, 1);
      if (tile >= tiles) break;
      this.pulse.beat();
      const eye = tile >= perEye ? 1 : 0;
      shaded += kernels.blendTile(
        FRAME_OFFSET,
        eye,
        tile - eye * perEye,
        0,
        this.levels[levels + tile]!,
        scratch,
      );
    }
    Atomics.add(control, CONTROL.shaded, shaded);
    this.meet();
  }

  private reconstruct(): void {
    const { control, kernels } = this;
    const tiles = control[CONTROL.tiles]!;
    const perEye = control[CONTROL.tilesPerEye]!;
    const levels = control[CONTROL.slot]! * this.plan.maxTiles;
    for (;;) {
      const tile = Atomics.add(control, CONTROL.nextAnchorTile, 1);
      if (tile >= tiles) break;
      if (this.levels[levels + tile] !== 0) continue;
      const eye = tile >= perEye ? 1 : 0;
      kernels.reconstructAnchors(FRAME_OFFSET, eye, tile - eye * perEye);
    }
    this.meet();
    for (;;) {
      const tile = Atomics.add(control, CONTROL.nextFillTile, 1);
      if (tile >= tiles) break;
      const level = this.levels[levels + tile]!;
      const eye = tile >= perEye ? 1 : 0;
      if (level < 4) kernels.reconstructTile(FRAME_OFFSET, eye, tile - eye * perEye, level);
    }
    this.meet();
  }
}
