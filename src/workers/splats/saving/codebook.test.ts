import { describe, expect, it } from 'vitest';
import { seededRandom } from '../formats/testing/synthetic-splats.ts';
import { CODES, makeCodebook, nearestCode } from './codebook.ts';

/** Sum of twelve uniform numbers less six: near to normal. */
function normals(count: number, seed: number): Float32Array {
  const random = seededRandom(seed);
  return Float32Array.from({ length: count }, () => {
    let sum = -6;
    for (let n = 0; n < 12; n++) sum += random();
    return sum;
  });
}

function meanSquare(values: Float32Array, codebook: Float32Array): number {
  const errors = values.map((value) => (value - codebook[nearestCode(codebook, value)]!) ** 2);
  return errors.reduce((sum, error) => sum + error, 0) / values.length;
}

describe('makeCodebook', () => {
  it('rises and has 256 entries', () => {
    const codebook = makeCodebook(normals(5000, 1));
    expect(codebook).toHaveLength(CODES);
    expect([...codebook]).toEqual([...codebook].sort((a, b) => a - b));
  });

  it('errs less than even steps, near to what is possible for normal values', () => {
    const values = normals(60_000, 2);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const even = Float32Array.from({ length: CODES }, (_, k) => low + ((high - low) * (k + 0.5)) / CODES);
    const found = meanSquare(values, makeCodebook(values));
    expect(found).toBeLessThan(0.6 * meanSquare(values, even));
    // Panter and Dite 1951: (π √3 / 2) σ² / n², that is 4.15e-5, is the least for large n.
    expect(found).toBeLessThan(1.3 * 4.15e-5);
  });

  it('keeps a few large values apart', () => {
    const values = normals(20_000, 3);
    values.set([100, -100]);
    const codebook = makeCodebook(values);
    for (const value of [100, -100]) {
      expect(Math.abs(codebook[nearestCode(codebook, value)]! - value)).toBeLessThan(1);
    }
  });

  it('holds up to 256 different values exactly', () => {
    const steps = Float32Array.from({ length: 10_000 }, (_, k) => ((k * 7) % 256) * 0.0625 - 8);
    const codebook = makeCodebook(steps);
    expect(meanSquare(steps, codebook)).toBe(0);
    expect(meanSquare(Float32Array.of(3), makeCodebook(Float32Array.of(3)))).toBe(0);
  });
});

describe('nearestCode', () => {
  it('is the nearest entry, whatever the spacing', () => {
    const codebook = normals(CODES, 4).sort();
    for (const value of [...normals(500, 5), -50, 50]) {
      const best = Math.min(...codebook.map((entry) => Math.abs(entry - value)));
      expect(Math.abs(codebook[nearestCode(codebook, value)]! - value)).toBeCloseTo(best, 5);
    }
  });
});
