import { SORT_ROW_BYTES, THREAD_SCRATCH_BYTES } from '../../../kernels/splats/frame-block.ts';
import type { SplatKernels } from '../../../kernels/splats/splat-kernels.ts';
import type { Pulse } from '../../../shared/pulse.ts';
import type { PlannedScene } from '../scene/shared-scene.ts';
import { CONTROL, endRound, meeting } from './control.ts';
import { FRAME_OFFSET, type FrameMemory, PICTURE_SLOTS } from './frame-memory.ts';
import { OrderSort } from './order-sort.ts';
import { TileListMemory } from './tile-list-memory.ts';

/** Of a tile that has not been drawn at all. */
const NOTHING = 255;

/** What the lead does between stages; helper threads have none. */
export interface FrameLead {
  /** After the tile counts are known: decides tile levels. */
  chooseLevels(): void;
  /**
   * By increments: called when all that was wanted is drawn; waits for the next exit and raises tile levels.
   * @returns whether there is more to draw
   */
  nextRound(): boolean;
  /** By increments: asked after every tile of the lead's; whether the others of this round are left for the next. */
  interrupts(): boolean;
  /** Called at the end of stage number `stage` (project, sort, bin, blend, reconstruct). */
  stageDone(stage: number): void;
}

/**
 * One thread's part of the `tiles` renderer. All threads of a renderer call `runFrame` for the same frame and meet at
 * barriers; work inside a stage is stolen chunk by chunk and tile by tile, but results do not depend on who did what.
 */
export class TilesEngine {
  private readonly order: OrderSort;
  private readonly meet: () => void;
  private readonly scratch: number;
  private readonly levels: Uint8Array;
  /** Levels that the tiles of this frame have been drawn at, in place of the sort's counts, which are of no use once it is over. */
  private readonly drawn: Uint8Array;

  private readonly plan: FrameMemory;
  /** Asked by the lead's thread alone. */
  readonly lists: TileListMemory;
  /** More than this a thread need not count; the same for all. */
  private readonly mostEntries: number;

  constructor(
    planned: PlannedScene,
    private readonly kernels: SplatKernels,
    private readonly thread: number,
    private readonly control: Int32Array,
    private readonly pulse: Pulse,
  ) {
    const { scene, plan } = planned;
    this.plan = plan;
    this.meet = meeting(control, plan.threads, pulse);
    this.order = new OrderSort(planned, kernels, thread, control, this.meet);
    this.lists = new TileListMemory(scene, plan);
    this.mostEntries = this.lists.most;
    const { buffer } = scene.memory;
    this.scratch = plan.scratch + thread * THREAD_SCRATCH_BYTES;
    this.levels = new Uint8Array(buffer, plan.levels, plan.maxTiles * PICTURE_SLOTS);
    this.drawn = new Uint8Array(buffer, plan.sortCounts, plan.threads * SORT_ROW_BYTES);
  }

  /** Runs one frame that the lead has prepared. @throws RendererClosed before its end when the renderer is taken down */
  runFrame(lead: FrameLead | null): void {
    // Read now: once the last tile is blended the lead may be preparing the next frame.
    const foveated = this.control[CONTROL.foveated] === 1;
    const incremental = this.control[CONTROL.incremental] === 1;
    this.project();
    lead?.stageDone(0);
    this.order.sort(FRAME_OFFSET);
    lead?.stageDone(1);
    this.bin(lead);
    lead?.stageDone(2);
    if (incremental) this.blendByRounds(lead);
    else this.eachTile(CONTROL.nextTile, this.blendTile);
    lead?.stageDone(3);
    if (foveated) this.reconstruct();
    lead?.stageDone(4);
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
        if (control[CONTROL.listed] === places) {
          lead?.chooseLevels();
          this.drawn.fill(NOTHING, 0, tiles);
        }
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

  /**
   * Hands tiles to `work` until all threads together have had each once; `counter` is the control word that counts them.
   * @param lead may end it before; null = nobody does
   */
  private eachTile(
    counter: number,
    work: (eye: number, tile: number, level: number) => void,
    lead: FrameLead | null = null,
  ): void {
    const { control, levels } = this;
    const tiles = control[CONTROL.tiles]!;
    const perEye = control[CONTROL.tilesPerEye]!;
    const first = control[CONTROL.slot]! * this.plan.maxTiles;
    for (;;) {
      const tile = Atomics.add(control, counter, 1);
      if (tile >= tiles) break;
      const eye = tile >= perEye ? 1 : 0;
      work(eye, tile - eye * perEye, levels[first + tile]!);
      if (lead?.interrupts()) endRound(control);
    }
    this.meet();
  }

  private blendByRounds(lead: FrameLead | null): void {
    do this.eachTile(CONTROL.nextTile, this.goOnWithTile, lead);
    while (this.another(lead));
  }

  /** Whether there is another round. The others wait for the lead, which waits for the tracker. */
  private another(lead: FrameLead | null): boolean {
    const { control } = this;
    if (this.thread === 0) {
      control[CONTROL.another] = lead?.nextRound() ? 1 : 0;
      control[CONTROL.nextTile] = 0;
    }
    this.meet();
    return control[CONTROL.another] === 1;
  }

  private reconstruct(): void {
    this.eachTile(CONTROL.nextAnchorTile, this.fillAnchors);
    this.eachTile(CONTROL.nextFillTile, this.fillTile);
  }

  // Made once: the frame path makes no functions.
  private readonly blendTile = (eye: number, tile: number, level: number): void => {
    this.drawPasses(eye, tile, 0, level);
  };

  /** Draws the passes that a tile lacks. Those of level 0 are among those of the first pass, and drawn again with it. */
  private readonly goOnWithTile = (eye: number, tile: number, level: number): void => {
    const at = eye * this.control[CONTROL.tilesPerEye]! + tile;
    const from = this.drawn[at]!;
    if (from === NOTHING) this.drawPasses(eye, tile, 0, level);
    else if (level > from) this.drawPasses(eye, tile, from, level);
    else return;
    this.drawn[at] = level;
  };

  private drawPasses(eye: number, tile: number, from: number, to: number): void {
    this.pulse.beat();
    const shaded = this.kernels.blendTile(FRAME_OFFSET, eye, tile, from, to, this.scratch);
    Atomics.add(this.control, CONTROL.shaded, shaded);
  }

  private readonly fillAnchors = (eye: number, tile: number, level: number): void => {
    if (level === 0) this.kernels.reconstructAnchors(FRAME_OFFSET, eye, tile);
  };

  private readonly fillTile = (eye: number, tile: number, level: number): void => {
    if (level < 4) this.kernels.reconstructTile(FRAME_OFFSET, eye, tile, level);
  };
}
