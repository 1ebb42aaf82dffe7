import type { RawSplats } from '../formats/raw-splats.ts';
import type { Entry } from '../splat-client.ts';

/** Side of a cell of the ground plan, and how far from the origin a place is looked for, metres. */
const CELL = 0.25;
const REACH = 4;
const SIDE = (2 * REACH) / CELL;
/** What reaches into the space of a body, metres above the floor, is in the way. */
const BODY = [0.4, 1.9] as const;
const BODY_RADIUS = 0.45;
/** A body may stand where splats cover less than this within its space, m²: haze, not a thing. */
const FREE_AREA = 0.15;
/** Splats fainter than this cover nothing. */
const LEAST_OPACITY = 0.2;
/** Directions that are looked into. */
const SECTORS = 8;
/** What is worth looking at, metres from the eyes and above the floor; anything nearer is in the way. */
const SEEN = [1.2, 12] as const;
const SEEN_HEIGHT = [0.2, 3] as const;
/** Ahead is good enough with this share of the best direction's view. */
const GOOD_ENOUGH = 0.25;
/** Most splats that are looked at; more are thinned evenly. */
const MAX_SAMPLE = 400_000;

/**
 * Where in a scene that one stands in a person had best enter, and which way they face: at the origin unless something stands
 * there, else at the free place next to it; along -z unless there is nothing to see.
 * @param raw y-up
 * @param floorY metres
 */
export function chooseEntry(raw: RawSplats, floorY: number): Entry {
  const [x, z] = freePlace(raw, floorY);
  return { x, z, yaw: bestYaw(raw, floorY, x, z) };
}

/** Area that a splat covers at most, m². */
function areaOf({ scales, opacities }: RawSplats, i: number): number {
  const a = scales[3 * i]!;
  const b = scales[3 * i + 1]!;
  const c = scales[3 * i + 2]!;
  return opacities[i]! < LEAST_OPACITY ? 0 : 2 * Math.PI * Math.max(a * b, b * c, c * a) * opacities[i]!;
}

function freePlace(raw: RawSplats, floorY: number): readonly [number, number] {
  const { positions, count } = raw;
  const step = Math.max(1, Math.floor(count / MAX_SAMPLE));
  const body = new Float64Array(SIDE * SIDE);
  const ground = new Uint8Array(SIDE * SIDE);
  for (let i = 0; i < count; i += step) {
    const column = Math.floor((positions[3 * i]! + REACH) / CELL);
    const row = Math.floor((positions[3 * i + 2]! + REACH) / CELL);
    if (column < 0 || column >= SIDE || row < 0 || row >= SIDE) continue;
    const height = positions[3 * i + 1]! - floorY;
    if (Math.abs(height) < BODY[0]) ground[row * SIDE + column] = 1;
    else if (height > 0 && height < BODY[1]) body[row * SIDE + column]! += step * areaOf(raw, i);
  }
  const covered = (x: number, z: number) => {
    let area = 0;
    forCellsAround(x, z, (cell) => {
      area += body[cell]!;
    });
    return area;
  };
  if (covered(0, 0) < FREE_AREA) return [0, 0];
  const places = Array.from({ length: SIDE * SIDE }, (_, cell) => middleOf(cell))
    .filter(([x, z], cell) => ground[cell] === 1 && Math.hypot(x, z) < REACH - BODY_RADIUS)
    .sort(([ax, az], [bx, bz]) => Math.hypot(ax, az) - Math.hypot(bx, bz));
  return places.find(([x, z]) => covered(x, z) < FREE_AREA) ?? [0, 0];
}

function middleOf(cell: number): readonly [number, number] {
  return [((cell % SIDE) + 0.5) * CELL - REACH, (Math.floor(cell / SIDE) + 0.5) * CELL - REACH];
}

/** Calls for the cells whose middles a body at a place takes up. */
function forCellsAround(x: number, z: number, visit: (cell: number) => void): void {
  for (let cell = 0; cell < SIDE * SIDE; cell++) {
    const [cx, cz] = middleOf(cell);
    if (Math.hypot(cx - x, cz - z) <= BODY_RADIUS) visit(cell);
  }
}

/** Direction with the most to see, by the solid angle of splats that are neither near nor far; 0 where that shows enough. */
function bestYaw(raw: RawSplats, floorY: number, x: number, z: number): number {
  const { positions, count } = raw;
  const step = Math.max(1, Math.floor(count / MAX_SAMPLE));
  const seen = new Float64Array(SECTORS);
  const near = new Float64Array(SECTORS);
  for (let i = 0; i < count; i += step) {
    const dx = positions[3 * i]! - x;
    const dz = positions[3 * i + 2]! - z;
    const height = positions[3 * i + 1]! - floorY;
    const distance = Math.hypot(dx, dz);
    if (height < SEEN_HEIGHT[0] || height > SEEN_HEIGHT[1] || distance > SEEN[1]) continue;
    const turn = Math.round((Math.atan2(-dx, -dz) / (2 * Math.PI)) * SECTORS);
    const sector = (turn + SECTORS) % SECTORS;
    if (distance < SEEN[0]) near[sector]! += step * areaOf(raw, i);
    else seen[sector]! += (step * areaOf(raw, i)) / distance ** 2;
  }
  // A view is three sectors wide; one with something before the eyes shows little of what is behind.
  const views = Array.from({ length: SECTORS }, (_, k) => {
    const sides = seen[(k + 1) % SECTORS]! + seen[(k + SECTORS - 1) % SECTORS]!;
    return (seen[k]! + sides / 2) / (1 + near[k]! / FREE_AREA);
  });
  const best = Math.max(...views);
  if (views[0]! >= GOOD_ENOUGH * best) return 0;
  const turn = views.indexOf(best);
  return ((turn > SECTORS / 2 ? turn - SECTORS : turn) * 2 * Math.PI) / SECTORS;
}
