import { describe, expect, it } from 'vitest';
import { compositeOver } from './composite-over.ts';

describe('compositeOver', () => {
  it('keeps opaque pixels, shows the background through clear ones and mixes the rest', () => {
    const color = Uint8Array.of(10, 20, 30, 255, 0, 0, 0, 0, 100, 50, 0, 127);
    const out = new Uint8ClampedArray(12);
    compositeOver(color, [40, 80, 200], out);
    expect(Array.from(out.subarray(0, 8))).toEqual([10, 20, 30, 255, 40, 80, 200, 255]);
    // 128 / 255 of the background is seen.
    expect(Array.from(out.subarray(8))).toEqual([120, 90, 100, 255]);
  });

  it('does not wrap where splats add up to more than white', () => {
    const out = new Uint8ClampedArray(4);
    compositeOver(Uint8Array.of(250, 250, 250, 128), [255, 255, 255], out);
    expect(Array.from(out)).toEqual([255, 255, 255, 255]);
  });
});
