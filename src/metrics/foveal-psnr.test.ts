import { describe, expect, it } from 'vitest';
import { discMask, type EyeImage, fovealMask, fovealPsnr } from './foveal-psnr.ts';
import { psnr } from './psnr.ts';

const eye: EyeImage = { left: 1, right: 1, up: 0.8, down: 0.8, width: 200, height: 160 };
const sum = (mask: Uint8Array) => mask.reduce((total, v) => total + v, 0);

describe('discMask', () => {
  it('covers the area of the disc, cut at the border', () => {
    expect(Math.abs(sum(discMask(100, 100, 50, 50, 30)) / (Math.PI * 900) - 1)).toBeLessThan(0.01);
    expect(Math.abs(sum(discMask(100, 100, 0, 0, 30)) / (Math.PI * 225) - 1)).toBeLessThan(0.03);
  });
});

describe('fovealMask', () => {
  it('is a disc of f tan(radius) pixels for a gaze along the axis', () => {
    const radius = 100 * Math.tan((10 * Math.PI) / 180);
    expect([...fovealMask(eye, [0, 0, -1], 10)]).toEqual([...discMask(200, 160, 100, 80, radius)]);
  });

  it('moves up and to the right with the gaze, and stretches away from the axis', () => {
    const angle = (30 * Math.PI) / 180;
    const right = fovealMask(eye, [Math.sin(angle), 0, -Math.cos(angle)], 5);
    // Along the axis row the cone of 25 to 35 degrees.
    const row = [...right.subarray(80 * 200, 81 * 200)];
    expect(row.indexOf(1)).toBe(Math.round(100 + 100 * Math.tan((25 * Math.PI) / 180)));
    expect(Math.abs(row.lastIndexOf(1) - (100 + 100 * Math.tan((35 * Math.PI) / 180)))).toBeLessThan(1.5);
    const upper = fovealMask(eye, [0, Math.sin(angle), -Math.cos(angle)], 5);
    expect(upper[Math.floor(80 - 100 * Math.tan(angle)) * 200 + 100]).toBe(1);
    expect(sum(upper.subarray(80 * 200))).toBe(0);
  });

  it('holds the whole image at 180 degrees', () => {
    expect(sum(fovealMask(eye, [0, 0, -1], 180))).toBe(200 * 160);
  });
});

describe('fovealPsnr', () => {
  it('sees differences inside the disc only', () => {
    const a = new Uint8Array(200 * 160 * 3).fill(100);
    const b = a.slice();
    b[0] = 0; // a corner
    expect(fovealPsnr(a, b, eye, [0, 0, -1], 10)).toBe(Number.POSITIVE_INFINITY);
    expect(psnr(a, b)).toBeLessThan(70);
    b[(80 * 200 + 100) * 3] = 0;
    expect(fovealPsnr(a, b, eye, [0, 0, -1], 10)).toBeLessThan(60);
  });

  it('refuses a gaze whose disc misses the image', () => {
    const a = new Uint8Array(200 * 160 * 3);
    expect(() => fovealPsnr(a, a, eye, [1, 0, 0], 10)).toThrow(RangeError);
  });
});
