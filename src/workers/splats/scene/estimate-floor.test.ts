import { describe, expect, it } from 'vitest';
import type { RawSplats } from '../formats/raw-splats.ts';
import { box, splatsAt, together, walls } from '../test-support/made-scenes.ts';
import { estimateFloor } from './estimate-floor.ts';
import { sceneBounds } from './scene-bounds.ts';

/** A room 6 m wide and 2.6 m high whose floor is at -1.2 m. */
const FLOOR = -1.2;
const CEILING = 1.4;
const floor = splatsAt(box([-3, FLOOR - 0.02, -3], [3, FLOOR + 0.02, 3], 6000, 1));
const ceiling = splatsAt(box([-3, CEILING, -3], [3, CEILING + 0.02, 3], 6000, 2));
const shell = together(floor, ceiling, splatsAt(walls(3, FLOOR, CEILING, 6000, 3)));

const floorOf = (raw: RawSplats) => estimateFloor(raw, sceneBounds(raw.positions, raw.count));
const near = (y: number) => expect.closeTo(y, 1);

describe('estimateFloor', () => {
  it('is the floor of a room, not its ceiling', () => {
    expect(floorOf(shell)).toEqual(near(FLOOR));
  });

  it('is below furniture, even where that covers most of the ground', () => {
    const tables = splatsAt(box([-3, FLOOR + 0.72, -3], [3, FLOOR + 0.76, 0.6], 9000, 7));
    expect(floorOf(together(shell, tables))).toEqual(near(FLOOR));
  });

  it('is not drawn down by floaters below it', () => {
    const floaters = splatsAt(box([-4, FLOOR - 3, -4], [4, FLOOR, 4], 900, 8));
    expect(floorOf(together(shell, floaters))).toEqual(near(FLOOR));
    const outliers = splatsAt([
      [0, -500, 0],
      [300, -20, 4],
      [0.1, -90, 0.1],
    ]);
    expect(floorOf(together(shell, outliers))).toEqual(near(FLOOR));
  });

  it('is not a thin haze', () => {
    const haze = splatsAt(box([-3, FLOOR - 0.8, -3], [3, FLOOR - 0.7, 3], 8000, 9), 0.05);
    expect(floorOf(together(shell, haze))).toEqual(near(FLOOR));
  });

  it('is nowhere in a capture of ceiling and walls', () => {
    const raw = together(ceiling, splatsAt(walls(3, FLOOR, CEILING, 6000, 3)));
    expect(floorOf(raw)).not.toEqual(near(CEILING));
  });

  it('is the ground underfoot of sloping land, on a hilltop as well', () => {
    const land = box([-20, 0, -20], [20, 0, 20], 40_000, 10);
    const slope = splatsAt(land.map(([x, , z]) => [x, 3 + 0.3 * x + 0.05 * Math.sin(9 * z), z]));
    expect(Math.abs(floorOf(slope)! - 3)).toBeLessThan(0.4);
    const hill = splatsAt(land.map(([x, , z]) => [x, 10 * Math.exp(-(x * x + z * z) / 200), z]));
    expect(Math.abs(floorOf(hill)! - 10)).toBeLessThan(0.3);
  });

  it('is the ground of a garden, below its plinths and statues', () => {
    const grass = splatsAt(box([-1.5, -1, -1.5], [1.5, -0.9, 1.5], 9000, 11));
    const plinths = [-4, -2.5, 2.5, 4].map((x, k) =>
      splatsAt([
        ...box([x, -1.1, 1], [x + 1, 0, 2], 3000, 20 + k),
        ...box([x, -0.02, 1], [x + 1, 0, 2], 3000, 30 + k),
      ]),
    );
    expect(floorOf(together(grass, ...plinths))).toEqual(near(-0.95));
  });

  it('is looked for in the middle where the origin is elsewhere', () => {
    const moved = { ...shell, positions: shell.positions.map((value, k) => value + (k % 3 === 1 ? 0 : 40)) };
    expect(floorOf(moved)).toEqual(near(FLOOR));
  });

  it('snaps to zero, and is null where there is nothing to stand on', () => {
    const level = {
      ...shell,
      positions: shell.positions.map((v, k) => (k % 3 === 1 ? v - FLOOR + 0.03 : v)),
    };
    expect(floorOf(level)).toBe(0);
    expect(floorOf(splatsAt([[1, 1, 1]]))).toBeNull();
    expect(floorOf(splatsAt(Array(500).fill([0, 2, 0])))).toBeNull();
    expect(floorOf(splatsAt(box([-9, -9, -9], [9, 9, 9], 3000, 5)))).toBeNull();
  });
});
