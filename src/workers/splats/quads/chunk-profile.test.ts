import { describe, expect, it } from 'vitest';
import { buildSharedScene } from '../scene/shared-scene.ts';
import { ARRAY, CHUNK_SIZE } from '../scene/splat-scene.ts';
import { randomSplats } from '../test-support/inline-renderer.ts';
import { madeSplats } from '../test-support/made-splats.ts';
import { ChunkProfile } from './chunk-profile.ts';

const planned = (raw: Parameters<typeof buildSharedScene>[0]) =>
  buildSharedScene(raw, { name: 'test', id: 1, threads: 1, maxPixels: 4096, product: 'lists' }).scene;

describe('ChunkProfile', () => {
  const scene = planned(randomSplats({ count: 3000, seed: 12, minScale: 0.001, maxScale: 0.1 }));
  const profile = new ChunkProfile(scene);
  const chunks = Array.from({ length: scene.chunkCount }, (_, chunk) => chunk);
  const array = (k: number) =>
    new Float32Array(scene.memory.buffer, scene.arrays + k * scene.stride, scene.count);
  const [xx, yy, zz] = [0, 3, 5].map((k) => array(ARRAY.covariance + k));
  const variance = (i: number) => (xx![i]! + yy![i]! + zz![i]!) / 2;

  it('thins a chunk about as its splats would be one by one', () => {
    for (const chunk of chunks) {
      const count = Math.min(CHUNK_SIZE, scene.count - chunk * CHUNK_SIZE);
      let before = 1;
      for (let needed = 1e-4; needed < 1; needed *= 1.1) {
        let kept = 0;
        for (let rank = 0; rank < count; rank++) {
          if ((rank + 0.5) / count < variance(chunk * CHUNK_SIZE + rank) / needed ** 2) kept++;
        }
        const share = profile.share(chunk, needed);
        expect(Math.abs(share - kept / count)).toBeLessThan(0.07);
        expect(share).toBeLessThanOrEqual(before);
        before = share;
      }
      expect(profile.share(chunk, 0)).toBe(1);
    }
  });

  it('lets what is left cover what all did, without jumps', () => {
    for (const chunk of chunks) {
      const count = Math.min(CHUNK_SIZE, scene.count - chunk * CHUNK_SIZE);
      const areas = Array.from({ length: count }, (_, rank) => {
        const i = chunk * CHUNK_SIZE + rank;
        return variance(i) * 2 ** array(ARRAY.logOpacity)[i]!;
      });
      const all = areas.reduce((sum, area) => sum + area, 0);
      let before = Number.POSITIVE_INFINITY;
      for (let share = 0.01; share <= 1; share += 0.01) {
        const growth = profile.growth2(chunk, share);
        expect(growth).toBeLessThanOrEqual(before);
        before = growth;
        if (share < 0.1) continue;
        const left = areas.slice(0, Math.round(share * count)).reduce((sum, area) => sum + area, 0);
        expect((growth * left) / all).toBeGreaterThan(0.85);
        expect((growth * left) / all).toBeLessThan(1.25);
      }
      expect(profile.growth2(chunk, 1)).toBe(1);
    }
  });

  it('makes do with chunks of one splat, of none to see, and of what is no number', () => {
    const one = new ChunkProfile(planned(madeSplats([{ scale: 0.1 }])));
    expect(one.share(0, 0.05)).toBe(1);
    expect(one.share(0, 10)).toBeLessThan(0.01);
    expect(one.growth2(0, 0.5)).toBe(1);
    const points = new ChunkProfile(planned(madeSplats([{ scale: 0 }, { scale: 0 }])));
    expect(points.share(0, 0)).toBe(1);
    expect(points.share(0, 0.1)).toBe(0);
    expect(points.growth2(0, 0.5)).toBeCloseTo(2);
    const broken = planned(madeSplats([{ scale: 0.1 }, { scale: 0.1 }]));
    new Float32Array(broken.memory.buffer, broken.arrays + ARRAY.covariance * broken.stride, 2)[1] =
      Number.NaN;
    const odd = new ChunkProfile(broken);
    expect(Number.isFinite(odd.share(0, 0.5))).toBe(true);
    expect(Number.isFinite(odd.growth2(0, 0.3))).toBe(true);
    expect(Number.isFinite(odd.sigma[0]!)).toBe(true);
  });
});
