import { describe, expect, it } from 'vitest';
import type { KernelVariant } from '../module.ts';
import { TILE } from './frame-block.ts';
import type { EyeView } from './reference/splat-cloud.ts';
import { frontEye, stereoEyes } from './reference/test-support/eyes.ts';
import { KernelBench } from './reference/test-support/kernel-bench.ts';
import { VARIANTS } from './reference/test-support/kernel-modules.ts';
import { type RandomCloudOptions, randomCloud } from './reference/test-support/random-cloud.ts';
import { touchedTiles } from './reference/tile-lists.ts';

interface Comparison {
  /** List entries, and those that no pixel asks for. */
  entries: number;
  wasted: number;
  /** Splats that touch more than four tiles a side. */
  large: number;
}

/** Holds the lists of a cloud against brute force. */
function compare(bench: KernelBench, eyes: readonly EyeView[], count: number, parts = 1): Comparison {
  bench.project();
  const order = bench.sort();
  const rank = new Int32Array(count).fill(-1);
  order.forEach((record, place) => {
    rank[record] = place;
  });
  const lists = bench.bin(order.length, parts);
  const result = { entries: 0, wasted: 0, large: 0 };
  eyes.forEach((eye, e) => {
    const first = e * bench.tilesX * bench.tilesY;
    const members = lists.slice(first, first + bench.tilesX * bench.tilesY).map((list) => new Set(list));
    members.forEach((set, tile) => {
      const list = lists[first + tile]!;
      expect(set.size, 'duplicates').toBe(list.length);
      for (let i = 1; i < list.length; i++) expect(rank[list[i]!]).toBeGreaterThan(rank[list[i - 1]!]!);
      result.entries += list.length;
      result.wasted += list.length;
    });
    for (let i = 0; i < count; i++) {
      if (!bench.visible(i) || !bench.sees(e, i)) {
        expect(members.some((set) => set.has(i))).toBe(false);
        continue;
      }
      const touched = touchedTiles(bench.record(e, i), eye.width, eye.height, TILE);
      for (const tile of touched) expect(members[tile]!.has(i), `splat ${i} tile ${tile}`).toBe(true);
      result.wasted -= touched.length;
      const columns = touched.map((tile) => tile % bench.tilesX);
      if (columns.length > 0 && Math.max(...columns) - Math.min(...columns) >= 4) result.large++;
    }
  });
  return result;
}

function mono(variant: KernelVariant, width: number, height: number, options: RandomCloudOptions) {
  const eyes = [frontEye(width, height)];
  const cloud = randomCloud(options);
  return compare(new KernelBench({ cloud, eyes, variant }), eyes, cloud.count);
}

describe.each(VARIANTS)('tile lists (%s)', (variant) => {
  it('hold every splat in every tile where it reaches 1/255, in order, once, and little else', () => {
    for (const seed of [1, 2, 3]) {
      const { entries, wasted } = mono(variant, 320, 240, { count: 1500, seed, maxScale: 0.1 });
      expect(entries).toBeGreaterThan(1500);
      expect(wasted / entries).toBeLessThan(0.1);
    }
  });

  it('hold for needles, which cross tiles at a slant', () => {
    const options = { count: 1500, seed: 4, minScale: 0.0005, maxScale: 0.6, near: 0.5 };
    const { entries, wasted } = mono(variant, 320, 240, options);
    expect(wasted / entries).toBeLessThan(0.1);
  });

  it('hold for splats of more than four tiles a side', () => {
    const options = { count: 250, seed: 5, minScale: 0.05, maxScale: 2, near: 0.5 };
    const { entries, wasted, large } = mono(variant, 480, 352, options);
    expect(large).toBeGreaterThan(40);
    expect(wasted / entries).toBeLessThan(0.1);
  });

  it('hold for splats of a pixel or less', () => {
    const options = { count: 4000, seed: 6, minScale: 1e-5, maxScale: 1e-3, near: 1 };
    const { entries, wasted } = mono(variant, 320, 240, options);
    expect(entries).toBeGreaterThan(1500);
    // Faint ones may reach no pixel centre at all and still take one entry.
    expect(wasted / entries).toBeLessThan(0.15);
  });

  it.each([
    [98, 70],
    [130, 34],
    [8, 8],
    [34, 260],
  ])('hold in a picture of %i × %i', (width, height) => {
    const options = { count: 800, seed: 7, maxScale: 0.3 };
    const { entries, wasted } = mono(variant, width, height, options);
    expect(entries).toBeGreaterThan(100);
    // Where most splats only graze the picture's rim, more of them miss all its pixel centres.
    expect(wasted / entries).toBeLessThan(0.2);
  });

  it('are made for both eyes from one order, the same by any number of threads', () => {
    const eyes = stereoEyes(98, 70);
    const cloud = randomCloud({ count: 700, seed: 8 });
    const bench = new KernelBench({ cloud, eyes, variant });
    compare(bench, eyes, cloud.count);
    const alone = bench.prepare();
    for (const threads of [2, 3, 4]) {
      compare(bench, eyes, cloud.count, threads);
      expect(bench.bin(bench.sort().length, threads)).toEqual(alone);
    }
  });

  it('are given up early, and never wrap, where there are too many', () => {
    const cloud = randomCloud({ count: 400, seed: 10, near: 1, spread: 0.3, minScale: 2, maxScale: 4 });
    const bench = new KernelBench({ cloud, eyes: [frontEye(320, 240)], variant });
    bench.project();
    const visible = bench.sort().length;
    const entries = bench.count(visible, 0x7fffffff);
    expect(entries).toBeGreaterThan(50 * visible);
    expect(bench.count(visible, entries)).toBe(entries);
    for (const most of [0, 100, entries - 1]) {
      const counted = bench.count(visible, most);
      expect(counted).toBeGreaterThan(most);
      // One splat beyond the limit, no more.
      expect(counted).toBeLessThanOrEqual(most + bench.tilesX * bench.tilesY);
    }
    expect(bench.offsetsOfCounts(0xffffffff)).toBe(0x7fffffff);
    expect(bench.offsetsOfCounts(0x02000000)).toBe(0x7fffffff);
    expect(bench.offsetsOfCounts(1000)).toBe(1000 * bench.tilesX * bench.tilesY);
  });

  it('are empty where nothing is in view', () => {
    const cloud = randomCloud({ count: 50, seed: 9 });
    const bench = new KernelBench({
      cloud,
      eyes: [{ ...frontEye(64, 64), orientation: [0, 1, 0, 0] }],
      variant,
    });
    expect(bench.prepare().every((list) => list.length === 0)).toBe(true);
    expect(bench.blend(0, 0, 0, 4)).toBe(32 * 32);
    expect([...bench.pixels(0).subarray(0, 32)]).toEqual(new Array(32).fill(0));
  });
});
