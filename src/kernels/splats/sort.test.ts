import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceKey, distancesFrom, octaveKey, stableOrder, worstBacktrackPct } from './reference/order.ts';
import { orderFromHead } from './reference/render-reference.ts';
import { frontEye } from './reference/test-support/eyes.ts';
import { KernelBench } from './reference/test-support/kernel-bench.ts';
import { VARIANTS } from './reference/test-support/kernel-modules.ts';
import { randomSource } from './reference/test-support/random.ts';
import { randomCloud } from './reference/test-support/random-cloud.ts';
import { SortBench } from './reference/test-support/sort-bench.ts';

const MILLION = 1_000_000;

/** Half of the centres all over a room, half in small clusters, as captures are. */
function clusteredCentres(count: number, seed: number): Float32Array {
  const random = randomSource(seed);
  const clusters = Array.from({ length: 40 }, () => [20 * random() - 10, 4 * random(), 20 * random() - 10]);
  const positions = new Float32Array(3 * count);
  for (let i = 0; i < count; i++) {
    const cluster = i % 2 ? clusters[Math.floor(40 * random())]! : null;
    for (let axis = 0; axis < 3; axis++) {
      const spread = random() + random() + random() - 1.5;
      positions[3 * i + axis] = cluster ? cluster[axis]! + 0.05 * spread : 20 * random() - 10;
    }
  }
  return positions;
}

describe('order of the reference', () => {
  it('measures how far an order steps back', () => {
    expect(worstBacktrackPct([0, 1, 2, 10], [0, 1, 2, 3])).toBe(0);
    expect(worstBacktrackPct([0, 1, 2, 10], [0, 2, 1, 3])).toBeCloseTo(10, 9);
    expect(worstBacktrackPct([0, 1, 2, 10], [3, 0, 1, 2])).toBeCloseTo(100, 9);
    expect(worstBacktrackPct([5, 5, 5], [2, 0, 1])).toBe(0);
  });

  it('steps back by no more than one of 65535 steps when keys are sorted', () => {
    const cloud = randomCloud({ count: 5000, seed: 1 });
    const distances = distancesFrom(cloud.positions, [0, 0, 0]);
    const [nearest, farthest] = [Math.min(...distances), Math.max(...distances)];
    const order = stableOrder(distances.map((d) => distanceKey(d, nearest, farthest)));
    expect(worstBacktrackPct(distances, order)).toBeGreaterThan(0);
    expect(worstBacktrackPct(distances, order)).toBeLessThan(100 / 65535);
    expect(worstBacktrackPct(distances, orderFromHead(cloud, [0, 0, 0]))).toBe(0);
  });
});

describe.each(VARIANTS)('sort (%s)', (variant) => {
  it('is stable and complete for any keys, any chunks and any number of threads', () => {
    const count = 600;
    const bench = new KernelBench({
      cloud: randomCloud({ count, seed: 2 }),
      eyes: [frontEye(64, 64)],
      variant,
      chunkSize: 50,
    });
    // Keys from few values, so that many are equal; chunks partly visible, so that records have gaps.
    const key = fc.oneof(fc.nat(65535), fc.constantFrom(0, 1, 255, 256, 257, 65280, 65535));
    const chunks = fc.array(fc.array(key, { maxLength: 50 }), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(chunks, fc.integer({ min: 1, max: 4 }), (keys, threads) => {
        keys.forEach((values, chunk) => {
          bench.setKeys(chunk, values);
        });
        const records = keys.flatMap((values, chunk) => values.map((_, i) => 50 * chunk + i));
        const expected = Array.from(stableOrder(keys.flat()), (place) => records[place]!);
        expect([...bench.sort(threads)]).toEqual(expected);
      }),
      { seed: 3, numRuns: 150 },
    );
  });

  it('orders a million centres within 0.002 % of the range of distances', { timeout: 60_000 }, () => {
    const positions = clusteredCentres(MILLION, 4);
    const head = [0.3, 1.6, 2.1];
    const distances = distancesFrom(positions, head);
    const bench = new SortBench(positions, head, variant);
    bench.makeKeys();
    const order = bench.sort(1);
    expect(order.length).toBe(MILLION);
    const seen = new Uint8Array(MILLION);
    for (const record of order) seen[record]!++;
    expect(seen.every((times) => times === 1)).toBe(true);
    const keys = bench.keys;
    let unsorted = 0;
    for (let place = 1; place < MILLION; place++) {
      const [a, b] = [order[place - 1]!, order[place]!];
      if (keys[a]! > keys[b]! || (keys[a] === keys[b] && a > b)) unsorted++;
    }
    expect(unsorted).toBe(0);
    const backtrack = worstBacktrackPct(distances, order);
    expect(backtrack).toBeLessThanOrEqual(0.002);
    // All 65536 steps are in use, or the bound would hold for a lucky reason.
    expect(backtrack).toBeGreaterThan(0.0005);
    for (const threads of [2, 3, 4]) {
      const parted = bench.sort(threads);
      expect(parted.every((record, place) => record === order[place])).toBe(true);
    }
  });

  it('keeps centres outside the range of keys at its ends', () => {
    const positions = clusteredCentres(2000, 6);
    const bench = new SortBench(positions, [0, 0, 0], variant);
    bench.frame.set('keyBase', 4);
    bench.frame.set('keyScale', 65535 / 4);
    bench.makeKeys();
    distancesFrom(positions, [0, 0, 0]).forEach((distance, i) => {
      if (distance < 4) expect(bench.keys[i]).toBe(0);
      else if (distance > 8) expect(bench.keys[i]).toBe(65535);
      else expect(Math.abs(bench.keys[i]! - distanceKey(distance, 4, 8))).toBeLessThanOrEqual(1);
    });
  });

  it('follows octaves where it is told to, from centimetres to beyond the sky', () => {
    const random = randomSource(8);
    const positions = Float32Array.from({ length: 3 * 2000 }, () => random() - 0.5);
    for (let i = 0; i < 2000; i++) {
      const far = 10 ** (14 * random() - 2) / Math.hypot(...positions.subarray(3 * i, 3 * i + 3));
      for (let axis = 0; axis < 3; axis++) positions[3 * i + axis]! *= far;
    }
    positions.set([0, 0, 1e20, 3e38, 3e38, -3e38]);
    const bench = new SortBench(positions, [0, 0, 0], variant);
    const bits = (value: number) => new Int32Array(Float32Array.of(value).buffer)[0]!;
    bench.frame.set('keyBits', 1);
    bench.frame.set('keyBase', bits(0.1));
    bench.frame.set('keyScale', 65535 / (bits(1e9) - bits(0.1)));
    bench.makeKeys();
    expect([...bench.keys.subarray(0, 2)]).toEqual([65535, 65535]);
    const distances = distancesFrom(positions, [0, 0, 0]);
    for (let i = 2; i < 2000; i++) {
      const expected = octaveKey(distances[i]!, 0.1, 1e9);
      expect(Math.abs(bench.keys[i]! - expected), `${distances[i]} m`).toBeLessThanOrEqual(1);
    }
    // A step is a few ten-thousandths of the distance everywhere: far from all keys being one.
    expect(new Set(bench.keys).size).toBeGreaterThan(1400);
  });

  it('writes the keys of a chunk and nothing beyond its last splat', () => {
    const count = 2051;
    const positions = clusteredCentres(count, 7);
    const bench = new SortBench(positions, [0, 0, 0], variant);
    bench.makeKeys();
    const whole = bench.keys.slice();
    // Chunks in reverse: were a chunk to write past its end, it would spoil the next one's first keys.
    bench.keys.fill(0);
    bench.makeKeys(true);
    expect([...bench.keys]).toEqual([...whole]);
    expect(bench.afterKeys()).toBe(0);
  });
});
