import { describe, expect, it } from 'vitest';
import { median, percentile, summarize } from './statistics.ts';

describe('percentile', () => {
  it('interpolates between neighbouring ranks', () => {
    expect(percentile([10, 20, 30, 40], 0)).toBe(10);
    expect(percentile([10, 20, 30, 40], 1)).toBe(40);
    expect(percentile([10, 20, 30, 40], 0.25)).toBe(17.5);
    expect(percentile([10, 20, 30, 40, 50], 0.9)).toBeCloseTo(46, 12);
  });

  it('refuses empty input and fractions outside 0..1', () => {
    expect(() => percentile([], 0.5)).toThrow(RangeError);
    expect(() => percentile([1], 1.1)).toThrow(RangeError);
    expect(() => percentile([1], Number.NaN)).toThrow(RangeError);
  });
});

describe('summarize', () => {
  it('sorts by value, not as text, and leaves its input alone', () => {
    const samples = [100, 9, 20];
    expect(median(samples)).toBe(20);
    expect(samples).toEqual([100, 9, 20]);
  });

  it('gives median, quartiles and absolute deviation of a known set', () => {
    const statistics = summarize([1, 1, 2, 2, 4, 6, 9]);
    expect(statistics).toMatchObject({ n: 7, min: 1, max: 9, median: 2, q1: 1.5, q3: 5, mad: 1 });
    expect(statistics.mean).toBeCloseTo(25 / 7, 12);
  });

  it('moves the median little and the mean much when one sample is an outlier', () => {
    const clean = summarize([10, 11, 12, 13, 14]);
    const dirty = summarize([10, 11, 12, 13, 1400]);
    expect(dirty.median).toBe(clean.median);
    expect(dirty.mad).toBe(clean.mad);
    expect(dirty.mean).toBeGreaterThan(10 * clean.mean);
  });

  it('refuses samples that are not numbers', () => {
    expect(() => summarize([1, Number.NaN])).toThrow('not a finite number');
    expect(() => summarize([])).toThrow(RangeError);
  });
});
