import { describe, expect, it } from 'vitest';
import { temporalFilters } from './temporal-filters.ts';

const sum = (taps: Float32Array) => taps.reduce((total, tap) => total + tap, 0);

describe('temporalFilters', () => {
  it.each([24, 25, 30, 60, 72, 90, 120])('at %i frames a second spans a quarter of a second', (fps) => {
    const { sustained, transient } = temporalFilters(fps);
    expect(sustained).toHaveLength(Math.ceil(fps / 4));
    expect(transient).toHaveLength(sustained.length);
  });

  it('passes constant light in the sustained channel and almost none in the transient one', () => {
    for (const fps of [30, 72, 90, 120]) {
      const { sustained, transient } = temporalFilters(fps);
      expect(sum(sustained)).toBeCloseTo(1, 6);
      expect(Math.abs(sum(transient))).toBeLessThan(0.02);
    }
  });

  it('peaks 60 ms after the light', () => {
    const { sustained } = temporalFilters(120);
    const peak = sustained.indexOf(Math.max(...sustained));
    expect(peak / 120).toBeGreaterThan(0.05);
    expect(peak / 120).toBeLessThan(0.07);
  });

  it('answers a rise first upwards, then downwards', () => {
    const { transient } = temporalFilters(90);
    expect(transient[1]).toBeGreaterThan(0);
    expect(transient[10]).toBeLessThan(0);
    expect(transient.at(-1)).toBe(0);
  });
});
