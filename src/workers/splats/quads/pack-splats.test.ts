import { describe, expect, it } from 'vitest';
import { HARMONIC_WORDS } from '../../../shared/packed-splat.ts';
import type { RawSplats } from '../formats/raw-splats.ts';
import { buildSharedScene } from '../scene/shared-scene.ts';
import { ARRAY, CHUNK_SIZE, type SplatScene } from '../scene/splat-scene.ts';
import { centreOf } from '../test-support/centres.ts';
import { randomSplats } from '../test-support/inline-renderer.ts';
import { madeSplats } from '../test-support/made-splats.ts';
import { unpackSplat } from '../test-support/unpack-splats.ts';
import { packSplats } from './pack-splats.ts';

function sceneOf(raw: RawSplats): SplatScene {
  return buildSharedScene(raw, { name: 'test', id: 1, threads: 1, maxPixels: 64 * 64, product: 'lists' })
    .scene;
}

function arrayOf(scene: SplatScene, array: number): Float32Array {
  return new Float32Array(scene.memory.buffer, scene.arrays + array * scene.stride, scene.count);
}

function covarianceOf(scene: SplatScene, splat: number): number[] {
  return Array.from({ length: 6 }, (_, k) => arrayOf(scene, ARRAY.covariance + k)[splat]!);
}

const raw = randomSplats({ count: 5000, seed: 2, minScale: 1e-5, maxScale: 30, shDegree: 3 });
const scene = sceneOf(raw);

describe('packSplats', () => {
  const packed = packSplats(scene, 0, scene.count);

  it('keeps centres to a step of the chunk’s box, which is as small as it can be', () => {
    for (let i = 0; i < scene.count; i++) {
      const { centre } = unpackSplat(packed, i);
      const chunk = Math.floor(i / CHUNK_SIZE) * 8;
      centreOf(scene, i).forEach((at, axis) => {
        const size = packed.chunks[chunk + 4 + axis]!;
        expect(Math.abs(centre[axis]! - at)).toBeLessThanOrEqual(0.51 * (size / 65535) + 1e-6 * Math.abs(at));
        expect(at).toBeGreaterThanOrEqual(packed.chunks[chunk + axis]!);
        expect(at).toBeLessThanOrEqual(packed.chunks[chunk + axis]! + size * (1 + 1e-6));
      });
    }
    const first = Array.from({ length: CHUNK_SIZE }, (_, i) => centreOf(scene, i)[0]);
    expect(packed.chunks[0]).toBe(Math.min(...first));
  });

  it('keeps covariances to a three-hundredth of the largest axis, whatever the size', () => {
    let worst = 0;
    for (let i = 0; i < scene.count; i++) {
      const expected = covarianceOf(scene, i);
      const largest = Math.max(expected[0]!, expected[3]!, expected[5]!);
      // Below the smallest unit.
      if (largest < 1e-10) continue;
      unpackSplat(packed, i).covariance.forEach((value, k) => {
        worst = Math.max(worst, Math.abs(value - expected[k]!) / largest);
      });
    }
    expect(worst).toBeLessThan(1 / 300);
  });

  it('keeps opacities to half a step, colours and harmonics to the bit', () => {
    const opacities = arrayOf(scene, ARRAY.logOpacity);
    for (let i = 0; i < scene.count; i++) {
      expect(Math.abs(unpackSplat(packed, i).opacity - 2 ** opacities[i]!)).toBeLessThan(0.51 / 255);
    }
    const { buffer } = scene.memory;
    const colors = new Uint32Array(buffer, scene.arrays + ARRAY.color * scene.stride, scene.count);
    expect(packed.colors).toEqual(new Uint32Array(colors));
    const harmonics = new Uint32Array(buffer, scene.harmonics, HARMONIC_WORDS[3] * scene.count);
    expect(packed.harmonics).toEqual(new Uint32Array(harmonics));
  });

  it('gives parts that are the same as the whole, and beats once a chunk', () => {
    let beats = 0;
    const part = packSplats(scene, 2 * CHUNK_SIZE, 1000, () => beats++);
    expect(beats).toBe(2);
    expect(part.words).toEqual(packed.words.slice(8 * CHUNK_SIZE, 8 * CHUNK_SIZE + 4000));
    expect(part.harmonics).toEqual(packed.harmonics.slice(24 * CHUNK_SIZE, 24 * CHUNK_SIZE + 12_000));
    // The last of these chunks is cut off: its box holds fewer centres.
    expect(part.chunks.slice(0, 8)).toEqual(packed.chunks.slice(16, 24));
  });

  it.each([
    [-512, 100],
    [100, 100],
    [0, 0],
    [0, 5001],
    [0, 1.5],
    [512, Number.NaN],
  ])('refuses splats that there are not: %d, %d', (first, count) => {
    expect(() => packSplats(scene, first, count)).toThrow(RangeError);
  });
});

describe('splats of odd shapes', () => {
  const turn = [0.5, 0.5, 0.5, 0.5] as const;
  const odd = (scale: readonly [number, number, number]) => {
    const built = sceneOf(
      madeSplats([
        { scale, turn },
        { at: [1, 2, 3], scale: 0.1 },
      ]),
    );
    // Which of both it is in the built scene.
    const splat = centreOf(built, 0)[0] === 1 ? 1 : 0;
    return { built, splat, unpacked: unpackSplat(packSplats(built, 0, 2), splat) };
  };

  it.each([
    ['a point', [0, 0, 0]],
    ['a disc', [0.3, 0.2, 0]],
    ['a needle', [2, 0, 0]],
    ['a needle of a micrometre', [1e-6, 0, 0]],
    ['a thin disc', [10, 10, 1e-6]],
    ['a mountain', [3000, 20, 1]],
  ] as const)('%s stays what it is', (_, scale) => {
    const { built, splat, unpacked } = odd(scale);
    const expected = covarianceOf(built, splat);
    const largest = Math.max(...scale, 1e-6);
    unpacked.covariance.forEach((value, k) => {
      expect(Math.abs(value - expected[k]!)).toBeLessThan(largest ** 2 / 250);
    });
    expect(unpacked.opacity).toBeGreaterThan(0.8);
  });

  it('what is larger than the largest unit keeps its shape', () => {
    const { unpacked } = odd([1e6, 1e6, 2e5]);
    const [xx, , , yy, , zz] = unpacked.covariance as [number, number, number, number, number, number];
    const [least, , most] = [xx, yy, zz].sort((a, b) => a - b) as [number, number, number];
    expect(Math.sqrt(most)).toBeCloseTo(3756, -2);
    expect(Math.sqrt(least / most)).toBeCloseTo(0.2, 2);
  });

  it('what is no number is not seen, and spoils nothing else', () => {
    const count = 4;
    const built = sceneOf(madeSplats(Array.from({ length: count }, (_, i) => ({ at: [i, i, -i] as const }))));
    arrayOf(built, ARRAY.x)[0] = Number.NaN;
    arrayOf(built, ARRAY.covariance)[1] = Number.POSITIVE_INFINITY;
    arrayOf(built, ARRAY.covariance + 4)[2] = Number.NaN;
    const packed = packSplats(built, 0, count);
    expect([0, 1, 2].map((i) => unpackSplat(packed, i).opacity)).toEqual([0, 0, 0]);
    const { centre, opacity, covariance } = unpackSplat(packed, 3);
    expect(opacity).toBeCloseTo(0.9, 2);
    centreOf(built, 3).forEach((at, axis) => {
      expect(centre[axis]).toBeCloseTo(at, 3);
    });
    expect(covariance[0]).toBeCloseTo(0.01, 4);
    expect(packed.chunks.every(Number.isFinite)).toBe(true);
  });
});
