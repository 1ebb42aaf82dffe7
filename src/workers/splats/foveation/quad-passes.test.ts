import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isShaded,
  levelOfPixel,
  PASS_COUNT,
  PASS_DX,
  PASS_DY,
  passOfPixel,
  shadedImagePixelCount,
  shadedPixelCount,
} from './quad-passes.ts';

fc.configureGlobal({ seed: 20 });

describe('quad passes', () => {
  it('writes every pixel in exactly one pass, at the offset of that pass', () => {
    const written = new Uint8Array(16 * 16);
    for (let pass = 0; pass < PASS_COUNT; pass++) {
      for (let y = PASS_DY[pass]!; y < 16; y += 2) {
        for (let x = PASS_DX[pass]!; x < 16; x += 2) {
          written[y * 16 + x]!++;
          expect(passOfPixel(x, y)).toBe(pass);
        }
      }
    }
    expect(written.every((times) => times === 1)).toBe(true);
  });

  it('follows the order of the paper inside a quad', () => {
    const order = [passOfPixel(0, 0), passOfPixel(1, 1), passOfPixel(1, 0), passOfPixel(0, 1)];
    expect(order).toEqual([0, 1, 2, 3]);
  });

  it('keeps the pixels of a level at every higher level', () => {
    for (let y = 0; y < 8; y++) {
      for (let x = 0; x < 8; x++) {
        const shaded = [0, 1, 2, 3, 4].map((level) => isShaded(level, x, y));
        expect(shaded.indexOf(true)).toBe(levelOfPixel(x, y));
        expect(shaded.lastIndexOf(false)).toBe(levelOfPixel(x, y) - 1);
      }
    }
  });

  it('counts the pixels that it shades, also in tiles cut by the image edge', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4 }),
        fc.integer({ min: 1, max: 32 }),
        fc.integer({ min: 1, max: 32 }),
        (level, width, height) => {
          let count = 0;
          for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) if (isShaded(level, x, y)) count++;
          return shadedPixelCount(level, width, height) === count;
        },
      ),
    );
    expect([0, 1, 2, 3, 4].map((level) => shadedPixelCount(level, 32, 32))).toEqual([
      64, 256, 512, 768, 1024,
    ]);
  });

  it('adds tiles up over an image', () => {
    const levels = Uint8Array.of(4, 0, 2, 1);
    const expected =
      1024 + shadedPixelCount(0, 8, 32) + shadedPixelCount(2, 32, 3) + shadedPixelCount(1, 8, 3);
    expect(shadedImagePixelCount(levels, 40, 35)).toBe(expected);
  });
});
