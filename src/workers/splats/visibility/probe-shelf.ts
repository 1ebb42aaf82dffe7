import { CORNERS } from './probe-memory.ts';

const FREE = 0;
const TAKEN = 1;
const READY = 2;

/** Which corner of the lattice each slot of finished probes holds; the one that was not asked for longest gives way. */
export class ProbeShelf {
  private readonly places: Int32Array;
  private readonly states: Uint8Array;
  private readonly used: Float64Array;
  private clock = 0;

  constructor(private readonly slots: number) {
    this.places = new Int32Array(3 * slots);
    this.states = new Uint8Array(slots);
    this.used = new Float64Array(slots);
  }

  /** @returns the slot that holds a finished probe of corner 0..7 of a cell, or −1 */
  find(cell: Int32Array, corner: number): number {
    const slot = this.slotOf(cell, corner);
    return slot >= 0 && this.states[slot] === READY ? slot : -1;
  }

  /** Says that a cell's corners are wanted, so that they stay. */
  want(cell: Int32Array): void {
    this.clock++;
    for (let corner = 0; corner < CORNERS; corner++) {
      const slot = this.slotOf(cell, corner);
      if (slot >= 0) this.used[slot] = this.clock;
    }
  }

  /** Gives a slot to a corner that has none. */
  take(cell: Int32Array, corner: number): number {
    let slot = 0;
    for (let other = 1; other < this.slots; other++) if (this.used[other]! < this.used[slot]!) slot = other;
    for (let axis = 0; axis < 3; axis++) this.places[3 * slot + axis] = cornerAt(cell, corner, axis);
    this.states[slot] = TAKEN;
    this.used[slot] = this.clock;
    return slot;
  }

  /** A slot's probe is finished. */
  finish(slot: number): void {
    this.states[slot] = READY;
  }

  /** A slot's probe was given up. */
  free(slot: number): void {
    this.states[slot] = FREE;
    this.used[slot] = 0;
  }

  /** Whether a slot holds a corner of a cell. */
  holds(slot: number, cell: Int32Array): boolean {
    for (let corner = 0; corner < CORNERS; corner++) if (this.slotOf(cell, corner) === slot) return true;
    return false;
  }

  private slotOf(cell: Int32Array, corner: number): number {
    const { places, states } = this;
    const x = cornerAt(cell, corner, 0);
    const y = cornerAt(cell, corner, 1);
    const z = cornerAt(cell, corner, 2);
    for (let slot = 0; slot < this.slots; slot++) {
      if (states[slot] === FREE) continue;
      if (places[3 * slot] === x && places[3 * slot + 1] === y && places[3 * slot + 2] === z) return slot;
    }
    return -1;
  }
}

/** Coordinate of corner 0..7 of a cell in the lattice. */
export function cornerAt(cell: Int32Array, corner: number, axis: number): number {
  return cell[axis]! + ((corner >> axis) & 1);
}
