import { describe, expect, it } from 'vitest';
import { bytesPerCall, SMALLEST_OBJECT_BYTES } from '../../../shared/test-support/allocation.ts';
import { CELL_M, CellLattice } from './cell-lattice.ts';

/** Follows a head along x in steps of 10 ms. @returns cell and next cell after each */
function walk(from: number, metresPerSecond: number, steps: number) {
  const lattice = new CellLattice();
  return Array.from({ length: steps }, (_, i) => {
    const x = from + (metresPerSecond * i) / 100;
    lattice.follow([x, 0.1, 0.1], 1000 + 10 * i);
    return { x, cell: lattice.cell[0]!, next: lattice.next[0]! };
  });
}

describe('CellLattice', () => {
  it('says which cell the head is in, also below zero', () => {
    const lattice = new CellLattice();
    lattice.follow([-0.1, 3 * CELL_M + 0.1, 0.1], 0);
    expect([...lattice.cell]).toEqual([-1, 3, 0]);
    expect([...lattice.next]).toEqual([-1, 3, 0]);
  });

  it('leaves a cell a little after its edge, so that a head there does not go to and fro', () => {
    for (const { x, cell } of walk(0.5 * CELL_M, 0.5, 200)) {
      const far = Math.max(cell * CELL_M - x, x - (cell + 1) * CELL_M);
      expect(far).toBeLessThanOrEqual(0.0401);
    }
    const lattice = new CellLattice();
    const cells = Array.from({ length: 50 }, (_, i) => {
      lattice.follow([CELL_M + (i % 2 ? 0.03 : -0.03), 0, 0], 10 * i);
      return lattice.cell[0];
    });
    expect(new Set(cells).size).toBe(1);
  });

  it('looks ahead of a head that moves, one cell at the most', () => {
    const fast = walk(0.1, 1.2, 60);
    expect(fast.at(20)!.next).toBe(fast.at(20)!.cell + 1);
    const back = walk(5, -1.2, 60);
    expect(back.at(30)!.next).toBe(back.at(30)!.cell - 1);
    for (const { cell, next } of [...fast, ...back]) expect(Math.abs(next - cell)).toBeLessThanOrEqual(1);
    for (const { cell, next } of walk(0.2, 0, 20)) expect(next).toBe(cell);
  });

  it('takes a jump for no movement', () => {
    const lattice = new CellLattice();
    lattice.follow([0.2, 0.2, 0.2], 0);
    lattice.follow([50, 0.2, 0.2], 5000);
    expect([...lattice.next]).toEqual([...lattice.cell]);
  });

  it('leaves nothing on the heap', () => {
    const lattice = new CellLattice();
    const places = [0, 1, 2, 3].map((i) => Float32Array.of(0.3 * i, 0.1, 0));
    let time = 0;
    const follow = (round: number) => {
      time += 10;
      lattice.follow(places[round % 4]!, time);
    };
    let left = Number.POSITIVE_INFINITY;
    for (let series = 0; series < 20 && left >= 8 * SMALLEST_OBJECT_BYTES; series++)
      left = bytesPerCall(follow, 1);
    expect(left).toBeLessThan(8 * SMALLEST_OBJECT_BYTES);
  });
});
