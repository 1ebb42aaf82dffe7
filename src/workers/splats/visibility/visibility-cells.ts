import type { SplatKernels } from '../../../kernels/splats/splat-kernels.ts';
import type { RecordOf } from '../../../shared/layout.ts';
import type { ViewFields } from '../../../shared/layouts.ts';
import { contributionCode } from '../foveation/contribution.ts';
import type { PlannedScene } from '../scene/shared-scene.ts';
import { CELL_M, CellLattice } from './cell-lattice.ts';
import { ProbeJob } from './probe-job.ts';
import { CORNERS, FACE_PIXELS, type ProbeMemory } from './probe-memory.ts';
import { cornerAt, ProbeShelf } from './probe-shelf.ts';

/** Splats whose bytes are put together in a slice of work. */
const SPLATS_A_SLICE = 1 << 16;
/** Farther out than this whole numbers name no cells, metres. */
const FARTHEST_M = 1e6;
const NOWHERE = 0x7fffffff;
/** Corners of two cells: nothing is gained by finding out what one sees and forgetting what the other does. */
const LEAST_AHEAD = 2 * CORNERS - 1;

/** Splats of less weight than this count as not seen, pixels of a face. */
const SEEN_CODE = contributionCode(0.001);
/** In a scene of fewer than this an even part is no more: one may not lose a tenth of a pixel because there is little else to see. */
const LEAST_SEEN = 30_000;
const SPHERE_PIXELS = 6 * FACE_PIXELS ** 2;

/**
 * What every splat adds at most to what a head can see in the cell where it is: the most of what the cell's eight corners see. Worked out
 * in slices while nothing else is to be done; the corners on the way are worked out next. Allocates nothing after construction.
 */
export class VisibilityCells {
  private readonly memory: ProbeMemory;
  private readonly count: number;
  private readonly lattice = new CellLattice();
  private readonly shelf: ProbeShelf;
  private readonly job: ProbeJob;
  private readonly bytes: Uint8Array;
  /** Cells whose bytes are put together in each of the two places. */
  private readonly made = [new Int32Array(3).fill(NOWHERE), new Int32Array(3).fill(NOWHERE)] as const;
  /** Which of them is written next, for which cell, and how many splats of it are done. */
  private making = 0;
  /** Splats that are seen from each of them. */
  private readonly seen = new Float64Array(2);
  private readonly joining = new Int32Array(3).fill(NOWHERE);
  private joined = 0;
  private slot = 0;
  /** Whether the last view asked for it. */
  private active = false;

  /** @throws RangeError where the scene's memory has no room for it */
  constructor(
    planned: PlannedScene,
    private readonly kernels: SplatKernels,
  ) {
    const { plan, scene } = planned;
    if (!plan.probes) throw new RangeError('There is no room for what is visible from where.');
    this.memory = plan.probes;
    this.count = scene.count;
    this.shelf = new ProbeShelf(this.memory.probeCount);
    this.job = new ProbeJob(planned, this.memory, kernels);
    this.bytes = new Uint8Array(scene.memory.buffer);
  }

  /**
   * Follows the head.
   * @returns byte offset of a byte a splat that holds for the view, or 0 while there is none
   */
  follow({ headPosition, captureMs }: RecordOf<ViewFields>): number {
    for (let axis = 0; axis < 3; axis++) {
      if (!(Math.abs(headPosition[axis]!) < FARTHEST_M)) {
        this.active = false;
        return 0;
      }
    }
    const { lattice, memory } = this;
    this.active = true;
    lattice.follow(headPosition, captureMs[0]!);
    if (same(this.made[0], lattice.cell)) return memory.cells[0];
    return same(this.made[1], lattice.cell) ? memory.cells[1] : 0;
  }

  /**
   * Even part of a splat in all that is seen from a cell, pixels of a face: the sphere's, divided among the splats that are seen.
   * @param codes what `follow` returned, not 0
   */
  evenPart(codes: number): number {
    return SPHERE_PIXELS / Math.max(LEAST_SEEN, this.seen[codes === this.memory.cells[0] ? 0 : 1]!);
  }

  /** Nobody asks for what is visible any more. */
  rest(): void {
    this.active = false;
  }

  /** Whether the cell where the head is has its bytes. */
  get ready(): boolean {
    return same(this.made[0], this.lattice.cell) || same(this.made[1], this.lattice.cell);
  }

  /** Whether that is asked for, too. */
  get usable(): boolean {
    return this.active && this.ready;
  }

  /**
   * Does a slice of work, a fraction of a millisecond.
   * @returns false when there is nothing to do
   */
  work(): boolean {
    if (!this.active) return false;
    const { lattice, shelf, job } = this;
    if (!job.done) {
      if (shelf.holds(this.slot, lattice.cell) || shelf.holds(this.slot, lattice.next)) this.see();
      else {
        job.drop();
        shelf.free(this.slot);
      }
      return true;
    }
    if (!this.ready) {
      if (!this.beginMissing(lattice.cell)) this.join();
      return true;
    }
    // Where no more than one cell's corners fit, those ahead would push them out.
    return this.memory.probeCount >= LEAST_AHEAD && this.beginMissing(lattice.next);
  }

  private see(): void {
    this.job.step();
    if (this.job.done) this.shelf.finish(this.slot);
  }

  /** Begins with the first corner of a cell that is missing. @returns false when none is */
  private beginMissing(cell: Int32Array): boolean {
    const { shelf, job, memory } = this;
    for (let corner = 0; corner < CORNERS; corner++) {
      if (shelf.find(cell, corner) >= 0) continue;
      shelf.want(this.lattice.next);
      shelf.want(this.lattice.cell);
      this.slot = shelf.take(cell, corner);
      job.begin(
        CELL_M * cornerAt(cell, corner, 0),
        CELL_M * cornerAt(cell, corner, 1),
        CELL_M * cornerAt(cell, corner, 2),
        memory.probes + this.slot * memory.codeBytes,
      );
      return true;
    }
    return false;
  }

  /** Puts the corners of the head's cell together, a slice at a time. */
  private join(): void {
    const { memory, kernels, bytes, shelf, count } = this;
    const { cell } = this.lattice;
    const made = this.made[this.making]!;
    if (!same(this.joining, cell)) {
      made.fill(NOWHERE);
      this.joining.set(cell);
      this.joined = 0;
      this.seen[this.making] = 0;
    }
    const to = memory.cells[this.making]! + this.joined;
    const part = Math.min(SPLATS_A_SLICE, count - this.joined);
    bytes.fill(0, to, to + part);
    for (let corner = 0; corner < CORNERS; corner++) {
      const from = memory.probes + shelf.find(cell, corner) * memory.codeBytes + this.joined;
      kernels.raiseCodes(to, from, part);
    }
    let seen = 0;
    for (let i = to; i < to + part; i++) if (bytes[i]! >= SEEN_CODE) seen++;
    this.seen[this.making]! += seen;
    this.joined += part;
    if (this.joined < count) return;
    made.set(cell);
    this.joining.fill(NOWHERE);
    // This one is kept for a head that goes back.
    this.making = 1 - this.making;
  }
}

function same(a: Int32Array, b: Int32Array): boolean {
  return a[0] === b[0] && a[1] === b[1] && a[2] === b[2];
}
