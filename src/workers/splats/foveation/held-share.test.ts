import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FALL_MS, followShare, heededShare, leftAfter, RISE_MS } from './held-share.ts';

fc.configureGlobal({ seed: 20 });

const shares = fc.double({ min: 0.01, max: 1, noNaN: true });

function follow(from: number, wish: number, ms: number, steps: number): number {
  const dt = ms / steps;
  let held = from;
  for (let i = 0; i < steps; i++) {
    held = followShare(held, wish, leftAfter(dt, RISE_MS), leftAfter(dt, FALL_MS));
  }
  return held;
}

describe('shares that are held', () => {
  it('rise fast and fall slowly', () => {
    expect(follow(0.1, 1, RISE_MS, 4)).toBeCloseTo(1 - 0.9 / Math.E, 5);
    expect(follow(1, 0.1, FALL_MS, 20)).toBeCloseTo(0.1 + 0.9 / Math.E, 5);
    expect(follow(0.1, 1, 300, 20)).toBe(1);
    expect(follow(1, 0.1, 300, 20)).toBeGreaterThan(0.4);
  });

  it('come to the same whatever the rate of lists, never beyond the wish, and arrive', () => {
    fc.assert(
      fc.property(shares, shares, fc.integer({ min: 1, max: 30 }), (from, wish, steps) => {
        const once = follow(from, wish, 50, 1);
        expect(follow(from, wish, 50, steps)).toBeCloseTo(once, 1);
        expect(once).toBeGreaterThanOrEqual(Math.min(from, wish));
        expect(once).toBeLessThanOrEqual(Math.max(from, wish));
        expect(follow(from, wish, 5000, 100)).toBe(wish);
      }),
    );
  });

  it('stay where no time has passed', () => {
    expect(follow(0.3, 0.8, 0, 1)).toBe(0.3);
  });

  it('do not follow a wish that trembles, but always one for everything', () => {
    expect(heededShare(0.5, 0.51)).toBe(0.5);
    expect(heededShare(0.5, 0.49)).toBe(0.5);
    expect(heededShare(0.5, 0.53)).toBe(0.53);
    expect(heededShare(0.99, 1)).toBe(1);
    expect(heededShare(1, 0.99)).toBe(1);
  });
});
