import {
  CHUNK_WORD,
  CHUNK_WORDS,
  SORT_ROW_BYTES,
  THREAD_SCRATCH_BYTES,
} from '../../../kernels/splats/frame-block.ts';
import type { SplatKernels } from '../../../kernels/splats/splat-kernels.ts';
import type { Pulse } from '../../../shared/pulse.ts';
import type { PlannedScene } from '../scene/shared-scene.ts';
import { barrier, CONTROL, RendererClosed } from './control.ts';
import { FRAME_OFFSET, type FrameMemory, PICTURE_SLOTS } from './frame-memory.ts';
import { TileListMemory } from './tile-list-memory.ts';

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

  private readonly plan: FrameMemory;
  /** Asked by the lead's thread alone. */
  readonly lists: TileListMemory;
  /** More than this a thread need not count; the same for all. */
  private readonly mostEntries: number;

  constructor(
    { scene, plan }: PlannedScene,
    private readonly kernels: SplatKernels,
    private readonly thread: number,
    private readonly control: Int32Array,
    private readonly pulse: Pulse,
  ) {
    this.plan = plan;
    this.lists = new TileListMemory(scene, plan);
    this.mostEntries = this.lists.most;
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
    this.bin(lead);
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

  /**
   * Makes the tile lists. Where they do not fit the memory, the nearer half of the records is tried, then of these: every try costs
   * half of the one before, and in the end there is nothing to list.
   */
  private bin(lead: FrameLead | null): void {
    const { kernels, plan, control, thread, lists } = this;
    const tiles = control[CONTROL.tiles]!;
    const cursors = plan.tileCounts + thread * tiles * 4;
    let places = control[CONTROL.records]!;
    for (;;) {
      const begin = Math.floor((places * thread) / plan.threads);
      const end = Math.floor((places * (thread + 1)) / plan.threads);
      kernels.countTiles(FRAME_OFFSET, begin, end, cursors, this.mostEntries);
      this.meet();
      if (thread === 0) {
        const entries = kernels.offsetTiles(FRAME_OFFSET, plan.tileCounts, plan.threads, tiles);
        control[CONTROL.listed] = lists.reserve(entries) ? places : places >> 1;
        if (control[CONTROL.listed] === places) lead?.chooseLevels();
      }
      this.meet();
      const listed = control[CONTROL.listed]!;
      if (listed === places) {
        kernels.fillTiles(FRAME_OFFSET, begin, end, cursors);
        this.meet();
        return;
      }
      places = listed;
    }
  }

  /** Hands tiles to `work` until all threads together have had each once; `counter` is the control word that counts them. */
  private eachTile(counter: number, work: (eye: number, tile: number, level: number) => void): void {
    const { control, levels } = this;
    const tiles = control[CONTROL.tiles]!;
    const perEye = control[CONTROL.tilesPerEye]!;
    const first = control[CONTROL.slot]! * this.plan.maxTiles;
    for (;;) {
      const tile = Atomics.add(control, counter, 1);
      if (tile >= tiles) break;
      const eye = tile >= perEye ? 1 : 0;
      work(eye, tile - eye * perEye, levels[first + tile]!);
    }
    this.meet();
  }

  private blend(): void {
    this.eachTile(CONTROL.nextTile, this.blendTile);
  }

  private reconstruct(): void {
    this.eachTile(CONTROL.nextAnchorTile, this.fillAnchors);
    this.eachTile(CONTROL.nextFillTile, this.fillTile);
  }

  // Made once: the frame path makes no functions.
  private readonly blendTile = (eye: number, tile: number, level: number): void => {
    this.pulse.beat();
    const shaded = this.kernels.blendTile(FRAME_OFFSET, eye, tile, 0, level, this.scratch);
    Atomics.add(this.control, CONTROL.shaded, shaded);
  };

  private readonly fillAnchors = (eye: number, tile: number, level: number): void => {
    if (level === 0) this.kernels.reconstructAnchors(FRAME_OFFSET, eye, tile);
  };

  private readonly fillTile = (eye: number, tile: number, level: number): void => {
    if (level < 4) this.kernels.reconstructTile(FRAME_OFFSET, eye, tile, level);
  };
}
