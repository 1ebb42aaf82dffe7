import { describe, expect, it } from 'vitest';
import { ssim } from './ssim.ts';

/** Pixels (height, width, channels) of a seeded random texture (Park and Miller's generator). */
function texture(width: number, height: number, channels: number, seed: number): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length: width * height * channels }, () => {
    state = (state * 48271) % 2147483647;
    return state & 255;
  });
}

/** SSIM by the book: one window at a time, means first, then weighted variances about them. */
function slowSsim(
  a: Uint8Array,
  b: Uint8Array,
  width: number,
  height: number,
  channels: number,
  mask?: Uint8Array,
) {
  const luma = (picture: Uint8Array, x: number, y: number) => {
    const [red, green, blue] = picture.subarray((y * width + x) * channels);
    return 0.299 * red! + 0.587 * green! + 0.114 * blue!;
  };
  const weights: [number, number, number][] = [];
  for (let dy = -5; dy <= 5; dy++) {
    for (let dx = -5; dx <= 5; dx++) weights.push([dx, dy, Math.exp(-(dx * dx + dy * dy) / 4.5)]);
  }
  const total = weights.reduce((sum, [, , weight]) => sum + weight, 0);
  const mean = (value: (dx: number, dy: number) => number) =>
    weights.reduce((sum, [dx, dy, weight]) => sum + (weight / total) * value(dx, dy), 0);
  const values: number[] = [];
  for (let y = 5; y < height - 5; y++) {
    for (let x = 5; x < width - 5; x++) {
      if (mask && !mask[y * width + x]) continue;
      const atA = (dx: number, dy: number) => luma(a, x + dx, y + dy);
      const atB = (dx: number, dy: number) => luma(b, x + dx, y + dy);
      const [meanA, meanB] = [mean(atA), mean(atB)];
      const varianceA = mean((dx, dy) => (atA(dx, dy) - meanA) ** 2);
      const varianceB = mean((dx, dy) => (atB(dx, dy) - meanB) ** 2);
      const covariance = mean((dx, dy) => (atA(dx, dy) - meanA) * (atB(dx, dy) - meanB));
      const [c1, c2] = [6.5025, 58.5225];
      const luminance = (2 * meanA * meanB + c1) / (meanA ** 2 + meanB ** 2 + c1);
      values.push((luminance * (2 * covariance + c2)) / (varianceA + varianceB + c2));
    }
  }
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe('ssim', () => {
  it('is 1 for equal pictures', () => {
    const picture = texture(20, 15, 3, 1);
    expect(ssim(picture, picture.slice(), { width: 20, height: 15 })).toBeCloseTo(1, 12);
  });

  it('compares means alone where nothing varies', () => {
    const a = new Uint8Array(12 * 11 * 3).fill(100);
    const b = new Uint8Array(12 * 11 * 3).fill(120);
    const wanted = (2 * 100 * 120 + 6.5025) / (100 ** 2 + 120 ** 2 + 6.5025);
    expect(ssim(a, b, { width: 12, height: 11 })).toBeCloseTo(wanted, 10);
  });

  it('is negative where the picture is turned into its negative', () => {
    const a = texture(16, 16, 3, 2);
    const b = a.map((value) => 255 - value);
    expect(ssim(a, b, { width: 16, height: 16 })).toBeLessThan(-0.5);
  });

  it.each([
    [11, 11, 3],
    [25, 13, 3],
    [14, 30, 4],
  ] as const)('is what the definition gives on %i × %i pixels of %i channels', (width, height, channels) => {
    const a = texture(width, height, channels, 3);
    const noise = texture(width, height, channels, 4);
    const b = a.map((value, i) => Math.min(255, 0.7 * value + 0.3 * noise[i]!));
    const wanted = slowSsim(a, b, width, height, channels);
    expect(ssim(a, b, { width, height, channels })).toBeCloseTo(wanted, 10);
    expect(wanted).toBeGreaterThan(0.1);
    expect(wanted).toBeLessThan(0.99);
  });

  it('counts only windows around what the mask keeps', () => {
    const [width, height] = [22, 18];
    const [a, b] = [texture(width, height, 3, 5), texture(width, height, 3, 6)];
    const mask = Uint8Array.from({ length: width * height }, (_, i) => Number(i % width > 9 && i % 3 > 0));
    const wanted = slowSsim(a, b, width, height, 3, mask);
    expect(ssim(a, b, { width, height, mask })).toBeCloseTo(wanted, 10);
    expect(wanted).not.toBeCloseTo(slowSsim(a, b, width, height, 3), 4);
  });

  it('leaves alpha out', () => {
    const a = texture(12, 12, 4, 7);
    const b = a.map((value, i) => (i % 4 === 3 ? 255 - value : value));
    expect(ssim(a, b, { width: 12, height: 12, channels: 4 })).toBeCloseTo(1, 12);
  });

  it('refuses what it cannot compare', () => {
    const picture = texture(12, 12, 3, 8);
    expect(() => ssim(picture, picture.subarray(3), { width: 12, height: 12 })).toThrow('cannot compare');
    expect(() => ssim(picture, picture, { width: 12, height: 12, channels: 4 })).toThrow('cannot compare');
    expect(() => ssim(picture, picture, { width: 10, height: 14.4 })).toThrow(RangeError);
    expect(() => ssim(texture(40, 10, 3, 1), texture(40, 10, 3, 1), { width: 40, height: 10 })).toThrow(
      'no room',
    );
    expect(() => ssim(picture, picture, { width: 12, height: 12, mask: [1] })).toThrow('mask has 1');
    const none = new Uint8Array(144);
    expect(() => ssim(picture, picture, { width: 12, height: 12, mask: none })).toThrow('no window');
  });
});
