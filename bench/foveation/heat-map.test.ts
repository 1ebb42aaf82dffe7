import { describe, expect, it } from 'vitest';
import { drawRing, heatColors, sideBySide } from './heat-map.ts';

describe('heatColors', () => {
  it('runs from dark to bright and stays at its ends', () => {
    const rgb = heatColors([-1, 0, 0.5, 1, 9], 1);
    const brightness = [0, 1, 2, 3, 4].map((i) => rgb[3 * i]! + rgb[3 * i + 1]! + rgb[3 * i + 2]!);
    expect(brightness[0]).toBe(brightness[1]);
    expect(brightness[2]).toBeGreaterThan(brightness[1]!);
    expect(brightness[3]).toBeGreaterThan(brightness[2]!);
    expect(brightness[4]).toBe(brightness[3]);
  });
});

describe('sideBySide', () => {
  it('keeps rows together', () => {
    const a = Uint8Array.of(1, 1, 1, 2, 2, 2);
    const b = Uint8Array.of(3, 3, 3, 4, 4, 4);
    expect([...sideBySide([a, b], 1, 2)]).toEqual([1, 1, 1, 3, 3, 3, 2, 2, 2, 4, 4, 4]);
  });
});

describe('drawRing', () => {
  it('leaves the middle and what is outside alone', () => {
    const rgb = new Uint8Array(3 * 40 * 40).fill(100);
    drawRing(rgb, 40, 40, 20, 20);
    const at = (x: number, y: number) => rgb[3 * (y * 40 + x)];
    expect([at(20, 20), at(1, 1), at(29, 20)]).toEqual([100, 100, 255]);
  });
});
