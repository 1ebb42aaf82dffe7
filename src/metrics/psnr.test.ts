import { describe, expect, it } from 'vitest';
import { meanSquaredError, psnr } from './psnr.ts';

describe('psnr', () => {
  it('is infinite for equal pictures and 0 dB for black against white', () => {
    const grey = new Uint8Array(12).fill(90);
    expect(psnr(grey, grey.slice())).toBe(Number.POSITIVE_INFINITY);
    expect(psnr(new Uint8Array(12), new Uint8Array(12).fill(255))).toBe(0);
  });

  it('follows its definition', () => {
    // One level of difference everywhere: 20 log10(255) dB.
    expect(psnr(new Uint8Array(30).fill(7), new Uint8Array(30).fill(8))).toBeCloseTo(48.1308, 4);
    expect(meanSquaredError([10, 20, 30, 0, 0, 0], [13, 20, 26, 0, 0, 0])).toBeCloseTo(25 / 6, 12);
  });

  it('leaves alpha out', () => {
    const a = [1, 2, 3, 255, 4, 5, 6, 255];
    const b = [1, 2, 3, 0, 4, 5, 6, 9];
    expect(psnr(a, b, { channels: 4 })).toBe(Number.POSITIVE_INFINITY);
    expect(meanSquaredError(a, [1, 2, 9, 0, 4, 5, 6, 9], { channels: 4 })).toBe(6);
  });

  it('counts only what the mask keeps', () => {
    const a = [0, 0, 0, 50, 50, 50];
    const b = [0, 0, 0, 0, 0, 0];
    expect(psnr(a, b, { mask: [1, 0] })).toBe(Number.POSITIVE_INFINITY);
    expect(meanSquaredError(a, b, { mask: [0, 1] })).toBe(2500);
  });

  it('refuses pictures that do not fit and masks that leave nothing', () => {
    expect(() => psnr([1, 2, 3], [1, 2, 3, 4, 5, 6])).toThrow(RangeError);
    expect(() => psnr([1, 2, 3, 4], [1, 2, 3, 4])).toThrow(RangeError);
    expect(() => psnr([1, 2, 3], [1, 2, 3], { mask: [1, 1] })).toThrow(RangeError);
    expect(() => psnr([1, 2, 3], [1, 2, 3], { mask: [0] })).toThrow('no pixel to compare');
  });
});
