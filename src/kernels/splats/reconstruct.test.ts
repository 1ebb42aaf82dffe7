import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KernelVariant } from '../module.ts';
import { reconstruct } from './reference/reconstruct.ts';
import { frontEye } from './reference/test-support/eyes.ts';
import { KernelBench } from './reference/test-support/kernel-bench.ts';
import { VARIANTS } from './reference/test-support/kernel-modules.ts';
import { randomSource } from './reference/test-support/random.ts';
import { randomCloud } from './reference/test-support/random-cloud.ts';
import { sameBytes } from './reference/test-support/same-bytes.ts';

/** A picture of random bytes: what a level leaves out is as random as the rest and must not show. */
function noiseBench(width: number, height: number, variant: KernelVariant, seed: number): KernelBench {
  const eyes = [frontEye(width, height), frontEye(width, height)];
  const bench = new KernelBench({ cloud: randomCloud({ count: 4, seed: 1 }), eyes, variant });
  // Tiles without splats are left alone; here every tile has one.
  bench.listOneSplatEach();
  const random = randomSource(seed);
  for (const eye of [0, 1]) {
    const bytes = bench.bytes(eye);
    for (let i = 0; i < bytes.length; i++) bytes[i] = 256 * random();
    const depths = bench.depths(eye);
    for (let i = 0; i < depths.length; i++) depths[i] = 10 * random();
  }
  return bench;
}

/** Both steps of the kernels over all tiles, tiles taken in the order of `tiles`. */
function fill(bench: KernelBench, eye: number, levels: readonly number[], tiles: readonly number[]): void {
  for (const tile of tiles) {
    if (levels[tile] === 0) bench.kernels.reconstructAnchors(bench.framePtr, eye, tile);
  }
  for (const tile of tiles) {
    if (levels[tile]! < 4) bench.kernels.reconstructTile(bench.framePtr, eye, tile, levels[tile]!);
  }
}

function expectSame(width: number, height: number, variant: KernelVariant, levels: number[], seed: number) {
  const bench = noiseBench(width, height, variant, seed);
  const random = randomSource(seed + 1);
  const eye = seed % 2;
  const other = bench.bytes(1 - eye).slice();
  const before = { color: bench.bytes(eye).slice(), depth: bench.depths(eye).slice() };
  const expected = reconstruct({ ...before, width, height, levels });
  const tiles = levels.map((_, tile) => tile).sort(() => random() - 0.5);
  fill(bench, eye, levels, tiles);
  const wrong: string[] = [];
  const got = bench.bytes(eye);
  for (let i = 0; i < got.length; i++) {
    if (got[i] !== expected.color[i]) wrong.push(`${(i >> 2) % width},${Math.floor((i >> 2) / width)}`);
  }
  expect(wrong.slice(0, 5), `levels ${levels}`).toEqual([]);
  expect(sameBytes(bench.depths(eye), expected.depth), `depth, levels ${levels}`).toBe(true);
  expect(sameBytes(bench.bytes(1 - eye), other)).toBe(true);
  expect(bench.guardsIntact()).toBe(true);
}

describe.each(VARIANTS)('reconstruct (%s)', (variant) => {
  it.each([0, 1, 2, 3, 4])('fills a picture at level %i as the reference does', (level) => {
    for (const [width, height] of [
      [64, 64],
      [98, 70],
      [130, 34],
      [66, 38],
      [10, 12],
    ] as const) {
      const tiles = Math.ceil(width / 32) * Math.ceil(height / 32);
      expectSame(width, height, variant, new Array(tiles).fill(level), 2 + level);
    }
  });

  it('fills pictures of mixed levels, whatever the neighbours and whichever tile comes first', () => {
    const even = (max: number) => fc.integer({ min: 4, max }).map((half) => 2 * half);
    const arbitrary = fc.tuple(
      even(66),
      even(50),
      fc.nat(1e6),
      fc.infiniteStream(fc.integer({ min: 0, max: 4 })),
    );
    fc.assert(
      fc.property(arbitrary, ([width, height, seed, stream]) => {
        const levels = [...stream.take(Math.ceil(width / 32) * Math.ceil(height / 32))];
        expectSame(width, height, variant, levels, seed);
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  it('keeps an even picture even and a ramp within its steps', () => {
    const bench = noiseBench(98, 70, variant, 3);
    const levels = [0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3];
    const tiles = levels.map((_, tile) => tile);
    bench.pixels(0).fill(0x80402010);
    fill(bench, 0, levels, tiles);
    expect(bench.pixels(0).every((word) => word === 0x80402010)).toBe(true);
    const bytes = bench.bytes(0);
    const ramp = (i: number) => 2 * ((i >> 2) % 98);
    for (let i = 0; i < bytes.length; i++) bytes[i] = ramp(i);
    fill(bench, 0, levels, tiles);
    bytes.forEach((value, i) => {
      expect(Math.abs(value - ramp(i))).toBeLessThanOrEqual(4);
    });
  });

  it('leaves a tile alone where neither it nor the neighbours it looks at hold a splat', () => {
    const bench = noiseBench(96, 64, variant, 5);
    const before = bench.bytes(0).slice();
    bench.listNothing();
    fill(bench, 0, [0, 1, 2, 3, 0, 1], [0, 1, 2, 3, 4, 5]);
    expect(sameBytes(bench.bytes(0), before)).toBe(true);
  });
});
