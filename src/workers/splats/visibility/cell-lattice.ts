/** Side of a cell, metres. Its corners are the points that are seen from. */
export const CELL_M = 0.4;
/** A head that leaves its cell by less than this is still in it, so that one at the edge does not go to and fro, metres. */
const EDGE_M = 0.04;
/** How far ahead a moving head is looked for, s; the fastest that counts, m/s; and steps between views that are no movement, s. */
const AHEAD_S = 0.6;
const FASTEST = 2;
const LONGEST_S = 0.25;
/** Share of the present movement in the mean. */
const NEW_SHARE = 0.2;

/**
 * Which cell of a lattice the head is in, and which it moves to. Cells are whole numbers x, y, z; corner (x, y, z) of the lattice is the
 * lower one of the cell. Allocates nothing.
 */
export class CellLattice {
  readonly cell = new Int32Array(3);
  readonly next = new Int32Array(3);
  private readonly last = new Float64Array(3);
  private readonly velocity = new Float64Array(3);
  private lastMs = Number.NaN;

  /** @param position of the head, metres. @param ms when it was there */
  follow(position: ArrayLike<number>, ms: number): void {
    const seconds = (ms - this.lastMs) / 1000;
    const goesOn = seconds > 0 && seconds < LONGEST_S;
    if (seconds !== 0) this.lastMs = ms;
    for (let axis = 0; axis < 3; axis++) {
      const at = position[axis]!;
      const low = this.cell[axis]! * CELL_M - EDGE_M;
      const inside = at >= low && at <= low + CELL_M + 2 * EDGE_M;
      if (!inside) this.cell[axis] = Math.floor(at / CELL_M);
      if (goesOn) {
        const now = Math.max(-FASTEST, Math.min(FASTEST, (at - this.last[axis]!) / seconds));
        this.velocity[axis] = this.velocity[axis]! + NEW_SHARE * (now - this.velocity[axis]!);
      } else if (seconds !== 0) this.velocity[axis] = 0;
      this.last[axis] = at;
      this.lead(axis, at);
    }
  }

  private lead(axis: number, at: number): void {
    const ahead = Math.floor((at + AHEAD_S * this.velocity[axis]!) / CELL_M);
    const cell = this.cell[axis]!;
    this.next[axis] = Math.max(cell - 1, Math.min(cell + 1, ahead));
    // A head at rest beyond the edge moves nowhere.
    if (Math.abs(this.velocity[axis]!) * AHEAD_S < EDGE_M) this.next[axis] = cell;
  }
}
