import { describe, expect, it } from 'vitest';
import { heapGrowthPct } from './heap-growth.ts';

describe('heapGrowthPct', () => {
  it('is 0 for a heap that only wavers', () => {
    expect(heapGrowthPct([50, 100, 101, 99, 100, 99, 101, 100, 101, 99], 1)).toBe(0);
  });

  it('sees a steady leak', () => {
    const leak = Array.from({ length: 31 }, (_, minute) => 100 + minute);
    // After one minute: 101..110 against 121..130.
    expect(heapGrowthPct(leak, 1)).toBeCloseTo(100 * (125.5 / 105.5 - 1), 9);
  });

  it('leaves warm-up out and forgives one outlier', () => {
    expect(heapGrowthPct([10, 20, 100, 100, 100, 100, 100, 100, 100, 900, 100], 2)).toBe(0);
  });

  it('says nothing about too few samples', () => {
    expect(heapGrowthPct([1, 2, 3], 1)).toBeNull();
    expect(heapGrowthPct([], 0)).toBeNull();
  });
});
