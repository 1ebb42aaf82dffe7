import { describe, expect, it } from 'vitest';
import { randomSplats } from '../test-support/inline-renderer.ts';
import { buildSharedScene, type MemoryMaker, type SharedSceneOptions } from './shared-scene.ts';

const COUNT = 20_000;
const raw = randomSplats({ count: COUNT, seed: 3, minScale: 0.001, maxScale: 0.3 });
const OPTIONS: SharedSceneOptions = { name: 'big.ply', id: 5, threads: 2, maxPixels: 128 * 96 };

/** An engine that has so many pages of 64 KiB and no more. */
function engineWith(pages: number): { makeMemory: MemoryMaker; asked: number[] } {
  const asked: number[] = [];
  return {
    asked,
    makeMemory: ({ initial, maximum }) => {
      asked.push(initial);
      if (initial > pages) throw new RangeError('WebAssembly.Memory(): could not allocate memory');
      return new WebAssembly.Memory({ initial, maximum, shared: true });
    },
  };
}

/** Pages that the whole scene takes. */
const NEEDED = buildSharedScene(raw, OPTIONS).scene.memory.buffer.byteLength / 65536;

describe('buildSharedScene', () => {
  it('builds everything where there is room, and remembers places in the file', () => {
    const { id, scene, remarks } = buildSharedScene(raw, OPTIONS);
    expect({ id, count: scene.count, remarks }).toEqual({ id: 5, count: COUNT, remarks: [] });
    expect(scene.fileOrder).toBeGreaterThan(0);
  });

  it.each([
    [1, COUNT / 2],
    [2, COUNT / 4],
    [3, COUNT / 8],
  ])('halves the scene %i times until it fits, and says so', (halvings, count) => {
    // The pictures' own memory does not shrink with the splats.
    const { makeMemory, asked } = engineWith(NEEDED);
    const fixed = buildSharedScene({ ...raw, count: 1 }, { ...OPTIONS, makeMemory }).scene.memory.buffer;
    const fixedPages = fixed.byteLength / 65536;
    const small = engineWith(Math.ceil(fixedPages + ((NEEDED - fixedPages) * 1.1) / 2 ** halvings));
    const { scene, plan, remarks } = buildSharedScene(raw, { ...OPTIONS, makeMemory: small.makeMemory });
    expect(scene.count).toBe(count);
    expect(plan.maxRecords).toBe(count);
    expect(scene.fileOrder).toBe(0);
    expect(remarks).toEqual([`Only the ${count} most important of ${COUNT} splats fit in memory.`]);
    expect(small.asked).toHaveLength(halvings + 1);
    expect(asked).toHaveLength(1);
  });

  it('keeps the splats that cover most', () => {
    const { makeMemory } = engineWith(Math.ceil(NEEDED * 0.6));
    const { scene } = buildSharedScene(raw, { ...OPTIONS, makeMemory });
    const area = (i: number) => {
      const [a, b] = [...raw.scales.subarray(3 * i, 3 * i + 3)].sort((p, q) => q - p);
      return a! * b! * raw.opacities[i]!;
    };
    const all = Float64Array.from({ length: COUNT }, (_, i) => area(i)).sort();
    const kept = new Set(new Float32Array(scene.memory.buffer, scene.arrays, scene.count));
    const important = Array.from({ length: COUNT }, (_, i) => i).filter(
      (i) => area(i) > all[COUNT - scene.count]!,
    );
    expect(important.every((i) => kept.has(raw.positions[3 * i]!))).toBe(true);
  });

  it('gives up with one sentence where nothing fits', () => {
    const { makeMemory, asked } = engineWith(0);
    expect(() => buildSharedScene(raw, { ...OPTIONS, makeMemory })).toThrow(
      /^“big.ply” needs \d+ MB of memory for its 1024 most important splats alone, which was refused\.$/,
    );
    expect(asked.length).toBeLessThan(8);
  });

  it('also makes do where a plain array finds no room', () => {
    let first = true;
    const makeMemory: MemoryMaker = (pages) => new WebAssembly.Memory({ ...pages, shared: true });
    const onProgress = () => {
      if (first) {
        first = false;
        throw new RangeError('Array buffer allocation failed');
      }
    };
    expect(buildSharedScene(raw, { ...OPTIONS, makeMemory, onProgress }).scene.count).toBe(COUNT / 2);
  });

  it('lets other errors through', () => {
    const onProgress = () => {
      throw new TypeError('a bug');
    };
    expect(() => buildSharedScene(raw, { ...OPTIONS, onProgress })).toThrow(TypeError);
  });
});
