import { describe, expect, it } from 'vitest';
import { pitchOf, yawOf } from '../../../src/workers/gaze/angles.ts';
import { gazePlan } from './gaze-plan.ts';

const AHEAD = [0, 0, -1];

describe('gazePlan', () => {
  it('misses by each exit’s own spread', () => {
    const sigma = [8, 4, 2, 1, 0.5, 0];
    const squares = new Float64Array(6);
    const rounds = 3000;
    for (let seed = 1; seed <= rounds; seed++) {
      const plan = gazePlan(AHEAD, sigma, seed);
      for (let exit = 0; exit < 6; exit++) {
        const direction = plan.subarray(3 * exit, 3 * exit + 3);
        squares[exit]! += (yawOf(direction) ** 2 + pitchOf(direction) ** 2) / (2 * rounds);
      }
    }
    for (const [exit, square] of squares.entries())
      expect(Math.sqrt(square) / (sigma[exit]! || 1)).toBeCloseTo(exit < 5 ? 1 : 0, 1);
  });

  it('is the same for the same seed, and unit', () => {
    expect(gazePlan(AHEAD, [1, 1, 1, 1, 1, 1], 3)).toEqual(gazePlan(AHEAD, [1, 1, 1, 1, 1, 1], 3));
    expect(Math.hypot(...gazePlan([1, 0, 0], [9, 9, 9, 9, 9, 9], 3).subarray(0, 3))).toBeCloseTo(1, 5);
  });
});
