import { describe, expect, it } from 'vitest';
import { pyramidBands } from './pyramid-bands.ts';

describe('pyramidBands', () => {
  it('halves sizes, rounded up, and frequencies after the first step', () => {
    const bands = pyramidBands(53, 37, 30);
    expect(bands.map(({ width, height }) => [width, height])).toEqual([
      [53, 37],
      [27, 19],
      [14, 10],
      [7, 5],
      [4, 3],
    ]);
    expect(bands[0]!.frequency).toBe(15);
    expect(bands[1]!.frequency).toBeCloseTo(0.3228 * 15, 10);
    expect(bands[2]!.frequency / bands[1]!.frequency).toBe(0.5);
  });

  it('ends one level below half a cycle per degree', () => {
    const frequencies = pyramidBands(4096, 4096, 20).map(({ frequency }) => frequency);
    expect(frequencies.at(-1)).toBeLessThan(0.5);
    expect(frequencies.at(-2)).toBeLessThanOrEqual(0.5);
    expect(frequencies.at(-3)).toBeGreaterThan(0.5);
  });

  it('ends where a picture has no more pixels to halve', () => {
    expect(pyramidBands(8, 500, 1000)).toHaveLength(3);
  });
});
