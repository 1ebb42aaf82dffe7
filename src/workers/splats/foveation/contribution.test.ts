import { describe, expect, it } from 'vitest';
import { contributionCode, leastContribution } from './contribution.ts';
import { FOVEATION_PRESETS } from './default-presets.ts';

const options = { near: 0.01, far: 0.04, startDeg: 10, endDeg: 30 };

describe('leastContribution', () => {
  it('is one value near the gaze, another far from it, and rises by even factors between', () => {
    expect([0, 10, 30, 180].map((deg) => leastContribution(deg, options))).toEqual([0.01, 0.01, 0.04, 0.04]);
    expect(leastContribution(20, options)).toBeCloseTo(0.02, 6);
    expect(leastContribution(15, options) / leastContribution(12, options)).toBeCloseTo(4 ** (3 / 20), 6);
  });

  it('is none where nothing is to be left out', () => {
    for (const near of [0, Number.NaN]) expect(leastContribution(90, { ...options, near })).toBe(0);
  });

  it('may step where it rises at once', () => {
    const step = { ...options, endDeg: 10 };
    expect([9.9, 10.1].map((deg) => leastContribution(deg, step))).toEqual([0.01, 0.04]);
  });

  it.each(FOVEATION_PRESETS.presets)('of preset $name spares the middle of the view', ({ contribution }) => {
    const { near, far, startDeg } = contribution;
    expect(near).toBeLessThanOrEqual(0.02);
    expect(far).toBeGreaterThanOrEqual(near);
    expect(startDeg).toBeGreaterThanOrEqual(10);
  });
});

describe('contributionCode', () => {
  it('never falls, and tells shares apart that differ by a sixteenth', () => {
    let before = -1;
    for (let share = 2 ** -16; share < 0.99; share *= 1.0626) {
      const code = contributionCode(share);
      expect(code).toBeGreaterThan(before);
      before = code;
    }
    expect(before).toBeLessThanOrEqual(255);
  });

  it('has a byte for everything', () => {
    expect([0, 2 ** -20, 2 ** -8, 1, 5].map(contributionCode)).toEqual([0, 0, 128, 255, 255]);
  });
});
