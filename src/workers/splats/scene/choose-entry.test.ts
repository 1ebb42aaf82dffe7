import { describe, expect, it } from 'vitest';
import { box, splatsAt, together, walls } from '../test-support/made-scenes.ts';
import { chooseEntry } from './choose-entry.ts';

const FLOOR = -0.5;
const ground = splatsAt(box([-5, FLOOR - 0.02, -5], [5, FLOOR, 5], 20_000, 1));
const room = together(ground, splatsAt(walls(5, FLOOR, 2, 20_000, 2)));
/** Something solid that a body would be in. */
const block = (x: number, z: number, half: number) =>
  splatsAt(box([x - half, FLOOR, z - half], [x + half, FLOOR + 1.8, z + half], 6000, 7));

describe('chooseEntry', () => {
  it('is the origin of an empty room, looking along -z', () => {
    expect(chooseEntry(room, FLOOR)).toEqual({ x: 0, z: 0, yaw: 0 });
  });

  it('is beside what stands at the origin, on the ground', () => {
    const { x, z } = chooseEntry(together(room, block(0, 0, 0.8)), FLOOR);
    expect(Math.max(Math.abs(x), Math.abs(z))).toBeGreaterThan(0.8 + 0.2);
    expect(Math.hypot(x, z)).toBeLessThan(2);
    const half = splatsAt(box([-5, FLOOR - 0.02, 0], [5, FLOOR, 5], 20_000, 1));
    expect(chooseEntry(together(half, block(0, 0, 0.8)), FLOOR).z).toBeGreaterThan(0);
  });

  it('does not mind haze, carpets or lamps overhead', () => {
    const haze = splatsAt(box([-1, FLOOR, -1], [1, 2, 1], 5000, 3), 0.1);
    const carpet = splatsAt(box([-1, FLOOR, -1], [1, FLOOR + 0.1, 1], 5000, 4));
    const lamp = splatsAt(box([-0.3, FLOOR + 2, -0.3], [0.3, FLOOR + 2.3, 0.3], 5000, 5));
    expect(chooseEntry(together(room, haze, carpet, lamp), FLOOR)).toEqual({ x: 0, z: 0, yaw: 0 });
  });

  it('turns to where something is to be seen', () => {
    expect(chooseEntry(together(ground, block(0, 3, 0.6)), FLOOR).yaw).toBeCloseTo(Math.PI, 12);
    expect(chooseEntry(together(ground, block(-3, 0, 0.6)), FLOOR).yaw).toBeCloseTo(Math.PI / 2, 12);
    expect(chooseEntry(together(ground, block(3, -3, 0.6)), FLOOR).yaw).toBe(0);
  });

  it('is the origin where no place is free', () => {
    expect(chooseEntry(block(0, 0, 5), FLOOR)).toMatchObject({ x: 0, z: 0 });
  });
});
