import { describe, expect, it } from 'vitest';
import { randomSource } from '../../../kernels/splats/reference/test-support/random.ts';
import { randomCloud } from '../../../kernels/splats/reference/test-support/random-cloud.ts';
import type { RawSplats } from '../formats/raw-splats.ts';
import { orderByImportance } from './importance-order.ts';
import { mortonOrder } from './morton-order.ts';
import { CHUNK_SIZE } from './splat-scene.ts';

function cubePositions(count: number, seed: number): Float32Array {
  const random = randomSource(seed);
  return Float32Array.from({ length: 3 * count }, () => random());
}

/** Mean distance from one splat to the next along an order. */
function meanStep(positions: Float32Array, order: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 1; i < order.length; i++) {
    const [a, b] = [3 * order[i - 1]!, 3 * order[i]!];
    sum += Math.hypot(
      positions[a]! - positions[b]!,
      positions[a + 1]! - positions[b + 1]!,
      positions[a + 2]! - positions[b + 2]!,
    );
  }
  return sum / (order.length - 1);
}

const isPermutation = (order: Uint32Array) =>
  [...order].sort((a, b) => a - b).every((value, i) => value === i);

describe('mortonOrder', () => {
  it('is a permutation that keeps neighbours together', () => {
    const positions = cubePositions(20_000, 1);
    const order = mortonOrder(positions, 20_000);
    expect(isPermutation(order)).toBe(true);
    const file = Array.from({ length: 20_000 }, (_, i) => i);
    // Random neighbours in a unit cube are 0.66 apart, the nearest of 20 000 about 0.02.
    expect(meanStep(positions, file)).toBeGreaterThan(0.6);
    expect(meanStep(positions, order)).toBeLessThan(0.06);
  });

  it('gives chunks of the expected size', () => {
    const count = 64 * CHUNK_SIZE;
    const positions = cubePositions(count, 2);
    const order = mortonOrder(positions, count);
    let volume = 0;
    for (let start = 0; start < count; start += CHUNK_SIZE) {
      const members = [...order.subarray(start, start + CHUNK_SIZE)];
      const edges = [0, 1, 2].map((axis) => {
        const values = members.map((splat) => positions[3 * splat + axis]!);
        return Math.max(...values) - Math.min(...values);
      });
      volume += edges[0]! * edges[1]! * edges[2]!;
    }
    // 64 chunks of a uniform cube are about its 64 sub-cubes, volume 1 in all; chunks that straddle two have more, random ones 64.
    expect(volume).toBeLessThan(5);
  });

  it('is not coarsened by a few far outliers', () => {
    const positions = cubePositions(20_000, 3);
    for (let i = 0; i < 20; i++) positions[3 * i] = 1e4 * (i - 10);
    const order = mortonOrder(positions, 20_000).filter((splat) => splat >= 20);
    expect(meanStep(positions, order)).toBeLessThan(0.06);
  });

  it('keeps equal places in file order and takes flat or empty clouds', () => {
    expect([...mortonOrder(new Float32Array(30), 10)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const flat = cubePositions(500, 4).map((v, i) => (i % 3 === 1 ? 7 : v));
    expect(isPermutation(mortonOrder(flat, 500))).toBe(true);
    expect(mortonOrder(new Float32Array(0), 0).length).toBe(0);
  });
});

describe('orderByImportance', () => {
  const count = 4 * CHUNK_SIZE + 100;
  const raw: RawSplats = { ...randomCloud({ count, seed: 5, minScale: 0.001, maxScale: 0.5 }), up: 'y-up' };
  const importance = (splat: number) => {
    const [a, b] = [...raw.scales.subarray(3 * splat, 3 * splat + 3)].sort((p, q) => q - p);
    return Math.log2(a! * b! * raw.opacities[splat]!);
  };

  it('moves splats only within their chunk', () => {
    const order = Uint32Array.from({ length: count }, (_, i) => i);
    orderByImportance(raw, order);
    expect(isPermutation(order)).toBe(true);
    order.forEach((splat, i) => {
      expect(Math.floor(splat / CHUNK_SIZE)).toBe(Math.floor(i / CHUNK_SIZE));
    });
  });

  it('makes importance fall along a chunk', () => {
    const order = Uint32Array.from({ length: count }, (_, i) => i);
    orderByImportance(raw, order);
    for (let start = 0; start + CHUNK_SIZE <= count; start += CHUNK_SIZE) {
      const quarter = (k: number) => {
        const members = order.subarray(start + (k * CHUNK_SIZE) / 4, start + ((k + 1) * CHUNK_SIZE) / 4);
        return members.reduce((sum, splat) => sum + importance(splat), 0) / members.length;
      };
      for (const k of [1, 2, 3]) expect(quarter(k)).toBeLessThan(quarter(k - 1));
    }
  });

  it('thins splats of equal importance evenly along the curve', () => {
    const even: RawSplats = {
      ...raw,
      scales: new Float32Array(3 * count).fill(0.1),
      opacities: new Float32Array(count).fill(0.5),
    };
    const order = Uint32Array.from({ length: count }, (_, i) => i);
    orderByImportance(even, order);
    for (const share of [8, 4, 2]) {
      const kept = [...order.subarray(0, CHUNK_SIZE / share)].sort((a, b) => a - b);
      kept.forEach((splat, i) => {
        expect(Math.abs(splat - i * share)).toBeLessThan(share);
      });
    }
  });

  it('takes splats of no extent or no opacity', () => {
    const empty: RawSplats = {
      ...raw,
      scales: new Float32Array(3 * count),
      opacities: new Float32Array(count),
    };
    const order = Uint32Array.from({ length: count }, (_, i) => i);
    orderByImportance(empty, order);
    expect(isPermutation(order)).toBe(true);
  });
});
