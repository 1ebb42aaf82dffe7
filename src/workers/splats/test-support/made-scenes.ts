import type { RawSplats } from '../formats/raw-splats.ts';
import { seededRandom } from '../formats/testing/synthetic-splats.ts';

type Point = readonly [x: number, y: number, z: number];

/** Splats at points, all alike; y-up. */
export function splatsAt(points: readonly Point[], opacity = 0.8): RawSplats {
  const count = points.length;
  return {
    count,
    positions: Float32Array.from(points.flat()),
    scales: new Float32Array(3 * count).fill(0.02),
    rotations: Float32Array.from({ length: 4 * count }, (_, k) => (k % 4 === 3 ? 1 : 0)),
    colors: new Float32Array(3 * count).fill(0.5),
    opacities: new Float32Array(count).fill(opacity),
    shDegree: 0,
    shRest: null,
    up: 'y-up',
  };
}

/** Several scenes in one. */
export function together(...parts: readonly RawSplats[]): RawSplats {
  const join = (field: 'positions' | 'scales' | 'rotations' | 'colors' | 'opacities') =>
    Float32Array.from(parts.flatMap((part) => [...part[field]]));
  return {
    ...parts[0]!,
    count: parts.reduce((sum, { count }) => sum + count, 0),
    positions: join('positions'),
    scales: join('scales'),
    rotations: join('rotations'),
    colors: join('colors'),
    opacities: join('opacities'),
  };
}

/** Points spread evenly in a box. */
export function box(low: Point, high: Point, count: number, seed: number): Point[] {
  const random = seededRandom(seed);
  const at = (axis: 0 | 1 | 2) => low[axis] + (high[axis] - low[axis]) * random();
  return Array.from({ length: count }, () => [at(0), at(1), at(2)] as const);
}

/** Four walls of a room around the origin. */
export function walls(half: number, low: number, high: number, count: number, seed: number): Point[] {
  const side = Math.ceil(count / 4);
  return [
    ...box([-half, low, -half], [half, high, -half], side, seed),
    ...box([-half, low, half], [half, high, half], side, seed + 1),
    ...box([-half, low, -half], [-half, high, half], side, seed + 2),
    ...box([half, low, -half], [half, high, half], side, seed + 3),
  ];
}
