import { describe, expect, it } from 'vitest';
import { CHUNK_SIZE } from '../scene/splat-scene.ts';
import { LIST_SLOTS, listOffsets, memoryPages, PAGE, type Product, planFrameMemory } from './frame-memory.ts';

const START = 1 << 20;

function planOf(splatCount: number, product: Product) {
  const chunkCount = Math.ceil(splatCount / CHUNK_SIZE);
  const plan = planFrameMemory({
    ...{ start: START, splatCount, chunkCount, threads: 2, maxPixels: 2 * 1600 * 1600, product },
  });
  return { plan, chunkCount, bytes: memoryPages(plan).initial * PAGE - START };
}

describe('memory of draw lists', () => {
  it.each([1e6, 4e6])(
    'alone is 14 bytes a splat, but for what is visible from where (%d splats)',
    (count) => {
      const { bytes, plan } = planOf(count, 'lists');
      const { probes, chunkRows } = plan;
      const probeBytes = chunkRows - probes!.rows;
      // Counters of the sort take the same for any scene.
      expect((bytes - probeBytes - 2 * 2 * 65536 * 4) / count).toBeLessThan(14.25);
      expect(probeBytes / count).toBeLessThan(count > 2e6 ? 17 : 35);
      expect(memoryPages(plan).maximum).toBe(memoryPages(plan).initial);
    },
  );

  it('of 4 million splats fits beside them where memory for pictures takes three times as much', () => {
    expect(planOf(4e6, 'lists').bytes).toBeLessThan(128 * 2 ** 20);
    expect(planOf(4e6, 'pictures').bytes).toBeGreaterThan(3 * planOf(4e6, 'lists').bytes);
  });

  it.each(['pictures', 'lists'] as const)('has three slots that do not touch (%s)', (product) => {
    for (const count of [1, 100, 513, 100_000]) {
      const { plan, chunkCount } = planOf(count, product);
      let end = plan.drawLists;
      for (let slot = 0; slot < LIST_SLOTS; slot++) {
        const { order, chunks, content } = listOffsets(plan, chunkCount, slot);
        expect(order).toBeGreaterThanOrEqual(end);
        expect(chunks - order).toBeGreaterThanOrEqual(4 * count);
        expect(content - chunks).toBeGreaterThanOrEqual(8 * chunkCount);
        end = content + 16384;
      }
      expect(plan.chunkRows).toBeGreaterThanOrEqual(end);
    }
  });

  it('costs a large scene nothing where there is room for pictures', () => {
    const { plan } = planOf(1e6, 'pictures');
    expect(plan.chunkRows - plan.drawLists).toBe(48e6);
    expect(plan.records[0]).toBe(plan.drawLists);
  });
});
