import { describe, expect, it } from 'vitest';
import { worstBacktrack } from './backtrack.ts';

describe('worstBacktrack', () => {
  it('is zero for a sorted order, also with ties', () => {
    expect(worstBacktrack([1, 2, 2, 3, 10])).toBe(0);
    expect(worstBacktrack([4, 4])).toBe(0);
    expect(worstBacktrack([])).toBe(0);
  });

  it('measures against the farthest so far, not the neighbour', () => {
    expect(worstBacktrack([0, 6, 5, 4, 10])).toBeCloseTo(0.2, 12);
    expect(worstBacktrack([10, 0])).toBe(1);
  });

  it('stays below one bin for an order by quantized distance', () => {
    const distances = Array.from({ length: 1000 }, (_, i) => ((i * 7919) % 1000) + 0.37 * ((i * 31) % 3));
    const bin = 8;
    const byBin = [...distances].sort((a, b) => Math.floor(a / bin) - Math.floor(b / bin));
    expect(worstBacktrack(byBin)).toBeGreaterThan(0);
    expect(worstBacktrack(byBin) * (Math.max(...distances) - Math.min(...distances))).toBeLessThan(bin);
  });
});
