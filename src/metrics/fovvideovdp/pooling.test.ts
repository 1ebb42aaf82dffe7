import { describe, expect, it } from 'vitest';
import { bandError, frameError, jodOf } from './pooling.ts';

describe('pooling', () => {
  it('takes a norm over the pixels that an even error leaves as it is', () => {
    expect(bandError(50 * 3 ** 1.52134, 50)).toBeCloseTo(3, 9);
    expect(bandError(0, 50)).toBe(0);
  });

  it('weighs the transient channel with a quarter, and lets two channels exceed their sum', () => {
    expect(frameError([2])).toBeCloseTo(2, 12);
    expect(frameError([0, 8])).toBeCloseTo(2, 12);
    expect(frameError([2, 8])).toBeCloseTo(2 * 2 ** (1 / 0.666092), 9);
  });

  it('falls from 10 with the slope of the calibration', () => {
    expect(jodOf(0)).toBe(10);
    expect(jodOf(1)).toBeCloseTo(10 - 0.0161713, 9);
    expect(jodOf(1000)).toBeLessThan(jodOf(100));
  });
});
