// Adaptive cells over a patch: a grid of near-square cells that split in four where the colour varies, where the surface
// bends and along the border, graded so that neighbours differ by one level at most.
import { normalAt, type Patch } from '../core/patch.ts';
import { distance, dot, type Vec3 } from '../core/vec.ts';

export interface Cell {
  readonly u0: number;
  readonly v0: number;
  readonly du: number;
  readonly dv: number;
}

/** Colours at the nine sub-points of a cell, sRGB-encoded. */
export type Probe = (cell: Cell) => readonly Vec3[];

const key = (level: number, i: number, j: number) => (level * 65536 + j) * 65536 + i;

/** Sub-point k = 0..8 of a cell. */
export function subPoint(cell: Cell, k: number): [number, number] {
  return [cell.u0 + (cell.du * ((k % 3) + 0.5)) / 3, cell.v0 + (cell.dv * (Math.floor(k / 3) + 0.5)) / 3];
}

function colorRange(colors: readonly Vec3[]): number {
  let range = 0;
  for (let c = 0; c < 3; c++) {
    let lo = Infinity;
    let hi = -Infinity;
    for (const color of colors) {
      lo = Math.min(lo, color[c]!);
      hi = Math.max(hi, color[c]!);
    }
    range = Math.max(range, hi - lo);
  }
  return range;
}

function bends(patch: Patch, cell: Cell): boolean {
  const center = normalAt(patch, cell.u0 + cell.du / 2, cell.v0 + cell.dv / 2);
  for (const [a, b] of [
    [0, 0.5],
    [1, 0.5],
    [0.5, 0],
    [0.5, 1],
  ] as const) {
    if (dot(center, normalAt(patch, cell.u0 + cell.du * a, cell.v0 + cell.dv * b)) < 0.955) return true;
  }
  return false;
}

/**
 * Cells of a patch. `finest(at)` is the smallest spacing that makes sense at a place, metres.
 * Cost: nine colours a visited cell, about 1.3 visits a final cell.
 */
export function cellsOf(patch: Patch, probe: Probe, finest: (at: Vec3) => number): Cell[] {
  const nu = Math.max(1, Math.ceil(patch.width / (patch.coarse * patch.aspect)));
  const nv = Math.max(1, Math.ceil(patch.height / patch.coarse));
  const leaves = new Map<number, [number, number, number]>();
  const cellAt = (level: number, i: number, j: number): Cell => {
    const du = 1 / (nu * 2 ** level);
    const dv = 1 / (nv * 2 ** level);
    return { u0: i * du, v0: j * dv, du, dv };
  };
  const visit = (level: number, i: number, j: number): void => {
    const cell = cellAt(level, i, j);
    const center = patch.at(cell.u0 + cell.du / 2, cell.v0 + cell.dv / 2);
    const w = distance(
      patch.at(cell.u0, cell.v0 + cell.dv / 2),
      patch.at(cell.u0 + cell.du, cell.v0 + cell.dv / 2),
    );
    const h = distance(
      patch.at(cell.u0 + cell.du / 2, cell.v0),
      patch.at(cell.u0 + cell.du / 2, cell.v0 + cell.dv),
    );
    const size = Math.max(w / patch.aspect, h);
    const fine = Math.max(patch.fine, finest(center));
    const rows = nv * 2 ** level;
    const columns = nu * 2 ** level;
    const border = i === 0 || j === 0 || i === columns - 1 || j === rows - 1;
    const wanted = border && patch.edge > 0 && size > 1.4 * Math.max(patch.edge, finest(center));
    const may = size >= 1.4 * fine && level < 9;
    if (may && (wanted || bends(patch, cell) || colorRange(probe(cell)) > patch.tolerance)) {
      split(level, i, j);
    } else leaves.set(key(level, i, j), [level, i, j]);
  };
  const split = (level: number, i: number, j: number): void => {
    leaves.delete(key(level, i, j));
    for (const [a, b] of [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ] as const)
      visit(level + 1, 2 * i + a, 2 * j + b);
  };
  for (let j = 0; j < nv; j++) for (let i = 0; i < nu; i++) visit(0, i, j);
  grade(leaves, nu, nv, split);
  return [...leaves.values()].map(([level, i, j]) => cellAt(level, i, j));
}

/** Splits leaves until neighbours differ by at most one level. */
function grade(
  leaves: Map<number, [number, number, number]>,
  nu: number,
  nv: number,
  split: (level: number, i: number, j: number) => void,
): void {
  for (let changed = true; changed; ) {
    changed = false;
    for (const [level, i, j] of [...leaves.values()]) {
      for (const [a, b] of [
        [-1, 0],
        [1, 0],
        [0, -1],
        [0, 1],
      ] as const) {
        const x = i + a;
        const y = j + b;
        if (x < 0 || y < 0 || x >= nu * 2 ** level || y >= nv * 2 ** level) continue;
        for (let up = 2; up <= level; up++) {
          if (!leaves.has(key(level - up, x >> up, y >> up))) continue;
          split(level - up, x >> up, y >> up);
          changed = true;
          break;
        }
      }
    }
  }
}
