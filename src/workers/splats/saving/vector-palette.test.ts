import { describe, expect, it } from 'vitest';
import { seededRandom } from '../formats/testing/synthetic-splats.ts';
import { makePalette, type VectorPalette } from './vector-palette.ts';

const WIDTH = 9;

function randomVectors(count: number, seed: number): Float32Array {
  const random = seededRandom(seed);
  return Float32Array.from({ length: count * WIDTH }, () => random() - 0.5);
}

function meanSquare(vectors: Float32Array, { rows, labels }: VectorPalette): number {
  const error = vectors.reduce((sum, value, k) => {
    const row = labels[Math.floor(k / WIDTH)]! * WIDTH;
    return sum + (value - rows[row + (k % WIDTH)]!) ** 2;
  }, 0);
  return error / vectors.length;
}

describe('makePalette', () => {
  it('finds clusters that are there', () => {
    const [centres, noise] = [randomVectors(40, 1), randomVectors(4000, 2)];
    const vectors = noise.map((value, k) => centres[k % (40 * WIDTH)]! + 0.001 * value);
    const palette = makePalette(vectors, 4000, WIDTH, 40);
    expect(palette.size).toBe(40);
    expect(meanSquare(vectors, palette)).toBeLessThan(1e-7);
  });

  it('errs not much more than plain k-means, even on noise without any clusters', () => {
    const vectors = randomVectors(3000, 3);
    const found = meanSquare(vectors, makePalette(vectors, 3000, WIDTH, 128));
    expect(found).toBeLessThan(1.35 * meanSquare(vectors, kMeans(vectors, 3000, 128)));
  });

  it('gives every vector a row of its own where there are enough, and equal ones the same', () => {
    const vectors = randomVectors(200, 4);
    expect(meanSquare(vectors, makePalette(vectors, 200, WIDTH, 200))).toBeLessThan(1e-15);
    const alike = new Float32Array(300 * WIDTH).fill(0.25);
    alike.fill(0.75, 0, 100 * WIDTH);
    const { size, rows, labels } = makePalette(alike, 300, WIDTH, 64);
    expect(size).toBe(2);
    expect([...new Set(labels)].sort()).toEqual([0, 1]);
    expect(rows[labels[0]! * WIDTH]).toBeCloseTo(0.75, 6);
    expect(rows[labels[299]! * WIDTH]).toBeCloseTo(0.25, 6);
  });

  it('gives the same palette again, and reports its progress', () => {
    const vectors = randomVectors(5000, 5);
    const shares: number[] = [];
    const first = makePalette(vectors, 5000, WIDTH, 1000, (share) => shares.push(share));
    expect(makePalette(vectors, 5000, WIDTH, 1000)).toEqual(first);
    expect(shares.length).toBeGreaterThan(5);
    expect(Math.max(...shares)).toBeLessThanOrEqual(1);
  });
});

/** Ten rounds of plain k-means. */
function kMeans(vectors: Float32Array, count: number, size: number): VectorPalette {
  const random = seededRandom(6);
  const rows = new Float32Array(size * WIDTH);
  const labels = new Uint32Array(count);
  for (let row = 0; row < size; row++) {
    const from = Math.floor(random() * count) * WIDTH;
    rows.set(vectors.subarray(from, from + WIDTH), row * WIDTH);
  }
  for (let round = 0; round < 10; round++) {
    const sums = new Float64Array(size * WIDTH);
    const members = new Uint32Array(size);
    for (let i = 0; i < count; i++) {
      let best = Number.POSITIVE_INFINITY;
      for (let row = 0; row < size; row++) {
        let distance = 0;
        for (let c = 0; c < WIDTH; c++) distance += (vectors[i * WIDTH + c]! - rows[row * WIDTH + c]!) ** 2;
        if (distance < best) [best, labels[i]] = [distance, row];
      }
      members[labels[i]!]!++;
      for (let c = 0; c < WIDTH; c++) sums[labels[i]! * WIDTH + c]! += vectors[i * WIDTH + c]!;
    }
    rows.forEach((_, k) => {
      const n = members[Math.floor(k / WIDTH)]!;
      if (n > 0) rows[k] = sums[k]! / n;
    });
  }
  return { rows, size, labels };
}
