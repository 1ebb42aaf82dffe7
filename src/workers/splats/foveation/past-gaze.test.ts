import { describe, expect, it } from 'vitest';
import { MOST_MARGIN_DEG, PastGaze } from './past-gaze.ts';

describe('PastGaze', () => {
  it('gets less sure with age, within bounds', () => {
    const past = new PastGaze();
    expect(past.marginDeg(0)).toBe(MOST_MARGIN_DEG);
    past.offer([0, 0, -1], 1000, 6, 0.5);
    expect([past.sigmaAt(1000), past.marginDeg(1000)]).toEqual([0.5, 0]);
    let last = 0;
    for (const age of [5, 20, 100, 300]) {
      const margin = past.marginDeg(1000 + age);
      expect(margin).toBeGreaterThan(last);
      last = margin;
    }
    // Three saccades a second of 6° (rms): 54 degrees² a second on each axis.
    expect(past.sigmaAt(1100)).toBeCloseTo(Math.sqrt(0.25 + 5.4), 6);
    expect(past.marginDeg(60_000)).toBe(MOST_MARGIN_DEG);
  });

  it('is replaced by what is surer by then, not by an early exit right after a late one', () => {
    const past = new PastGaze();
    past.offer([0, 0, -1], 1000, 6, 0.5);
    past.offer([1, 0, 0], 1008, 1, 7.5);
    expect([past.exit, past.captureMs]).toEqual([6, 1000]);
    past.offer([0, 1, 0], 1008, 4, 0.7);
    expect([past.exit, ...past.direction]).toEqual([4, 0, 1, 0]);
    past.offer([0, 0, 1], 900, 6, 0.1);
    expect(past.captureMs).toBe(1008);
    past.offer([1, 0, 0], 3000, 1, 7.5);
    expect(past.exit).toBe(1);
  });
});
