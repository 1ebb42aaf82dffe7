import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import type { EyeView } from '../../../kernels/splats/reference/splat-cloud.ts';
import { stereoEyes } from '../../../kernels/splats/reference/test-support/eyes.ts';
import { kernelModule } from '../../../kernels/splats/reference/test-support/kernel-modules.ts';
import { sameBytes } from '../../../kernels/splats/reference/test-support/same-bytes.ts';
import { psnr } from '../../../metrics/psnr.ts';
import { bytesPerCall, SMALLEST_OBJECT_BYTES } from '../../../shared/test-support/allocation.ts';
import type { RawSplats } from '../formats/raw-splats.ts';
import type { FollowerData } from '../node/node-renderer.ts';
import { buildSharedScene, type PlannedScene } from '../scene/shared-scene.ts';
import { CHUNK_SIZE } from '../scene/splat-scene.ts';
import { copyFrame, InlineRenderer, randomSplats } from '../test-support/inline-renderer.ts';
import { viewOf } from '../test-support/views.ts';
import { memoryPages, PAGE, planFrameMemory } from './frame-memory.ts';
import { RenderThread } from './render-thread.ts';
import { Thrift } from './thrift.ts';
import { TileListMemory } from './tile-list-memory.ts';

const [WIDTH, HEIGHT] = [322, 258];
const eyes = stereoEyes(WIDTH, HEIGHT);
const behind = eyes.map((eye) => ({ ...eye, orientation: [0, 1, 0, 0] }));

/** Splats that each cover most of both pictures: some hundred entries each, where the memory is planned for a few. */
const giants = (count: number) =>
  randomSplats({ count, seed: 12, near: 1, far: 4, spread: 0.3, minScale: 2, maxScale: 4 });

/** A scene whose memory may grow by no more than `pages`. */
function tightScene(raw: RawSplats, pages: number, threads = 1): PlannedScene {
  return buildSharedScene(raw, {
    name: 'test',
    id: 1,
    threads,
    maxPixels: 2 * WIDTH * HEIGHT,
    makeMemory: ({ initial }) => new WebAssembly.Memory({ initial, maximum: initial + pages, shared: true }),
  });
}

function tightRenderer(raw: RawSplats, pages: number) {
  const planned = tightScene(raw, pages);
  const thread = new RenderThread(planned, kernelModule('simd'), 0);
  return {
    planned,
    thread,
    draw: (views: readonly EyeView[] = eyes) => copyFrame(planned, thread.draw(viewOf(views))),
  };
}

describe('tile lists that outgrow the memory', () => {
  it.each([0, 3])('leave the farthest splats out of the first picture (%i pages to grow by)', (pages) => {
    const raw = giants(6000);
    const { planned, draw } = tightRenderer(raw, pages);
    const { memory, end } = planned.scene;
    const before = new Uint8Array(memory.buffer, 0, end).slice(64 * 1024);
    const whole = new InlineRenderer(raw, 2 * WIDTH * HEIGHT).draw(viewOf(eyes));
    const first = draw();
    expect(first.splatsProjected).toBe(whole.splatsProjected);
    // The nearest of them are opaque together, so that little is missing.
    first.eyes.forEach(({ color }, e) => {
      expect(psnr(color, whole.eyes[e]!.color, { channels: 4 })).toBeGreaterThan(40);
    });
    for (let i = 0; i < 30; i++) draw();
    // No list entry was written beside the lists.
    expect(sameBytes(new Uint8Array(memory.buffer, 0, end).slice(64 * 1024), before)).toBe(true);
  });

  it('thin the splats of the pictures after it, say so once, and recover', () => {
    const raw = giants(6000);
    const { draw, thread } = tightRenderer(raw, 0);
    expect(thread.takeRemark()).toBeNull();
    const all = draw().splatsProjected;
    expect(thread.takeRemark()).toMatch(/fewer are drawn/);
    expect(thread.takeRemark()).toBeNull();
    const counts = Array.from({ length: 200 }, () => draw().splatsProjected);
    expect(Math.max(...counts)).toBeLessThan(0.8 * all);
    expect(Math.min(...counts)).toBeGreaterThan(0.01 * all);
    // Once settled the share stands still: no more overflow, no flicker.
    expect(new Set(counts.slice(150)).size).toBe(1);
    expect(thread.takeRemark()).toBeNull();
    // Nothing in view leaves room: the share grows back, and the next overflow is a new one.
    for (let i = 0; i < 400; i++) draw(behind);
    expect(draw().splatsProjected).toBe(all);
    expect(thread.takeRemark()).not.toBeNull();
  });

  it('come to the same picture by two threads', { timeout: 60_000 }, async () => {
    const raw = giants(3000);
    const module = kernelModule('simd');
    const planned = tightScene(raw, 1, 2);
    const workerData: FollowerData = { planned, module, thread: 1 };
    const worker = new Worker(new URL('../node/follower-start.mjs', import.meta.url), { workerData });
    const lead = new RenderThread(planned, module, 0);
    const alone = tightRenderer(raw, 1);
    try {
      for (let i = 0; i < 5; i++) {
        const together = copyFrame(planned, lead.draw(viewOf(eyes)));
        const expected = alone.draw();
        // Memory in front of the lists differs by a thread's share, and so may the room by a page; the first picture does not.
        if (i === 0) expect(sameBytes(together.eyes[0]!.color, expected.eyes[0]!.color)).toBe(true);
        expect(together.eyes[0]!.color.some((byte) => byte > 0)).toBe(true);
      }
      expect(lead.takeRemark()).not.toBeNull();
    } finally {
      lead.close();
      await worker.terminate();
    }
  });

  it('still draw where not even one splat a chunk is left', () => {
    const raw = giants(30_000);
    const { draw, planned } = tightRenderer(raw, 0);
    draw();
    const { memory } = planned.scene;
    const room = (memory.buffer.byteLength - planned.plan.lists) / 4;
    const counts = Array.from({ length: 40 }, () => draw().splatsProjected);
    expect(Math.min(...counts)).toBeGreaterThan(0);
    expect(Math.max(...counts.slice(5))).toBeLessThan(room / 80);
  });
});

describe('TileListMemory', () => {
  it('grows as far as the engine lets it and then knows what there is', () => {
    const { scene, plan } = tightScene(giants(100), 4);
    const lists = new TileListMemory(scene, plan);
    const { memory } = scene;
    const room = () => Math.floor((memory.buffer.byteLength - plan.lists) / 4);
    const first = room();
    expect(lists.reserve(0)).toBe(true);
    expect(lists.reserve(first)).toBe(true);
    expect(room()).toBe(first);
    // A quarter more than is missing would be too much, what is missing is not.
    expect(lists.reserve(first + PAGE)).toBe(true);
    expect(room()).toBe(first + PAGE);
    const most = lists.most;
    expect(most).toBeGreaterThan(room());
    expect(lists.reserve(first + PAGE + 1)).toBe(false);
    expect(lists.most).toBe(first + PAGE);
    expect(lists.reserve(2 ** 31 - 1)).toBe(false);
    expect(lists.reserve(first)).toBe(true);
  });

  it('leaves nothing on the heap, and neither does thrift, once the engine has refused', () => {
    const { scene, plan } = tightScene(giants(100), 0);
    const lists = new TileListMemory(scene, plan);
    const thrift = new Thrift();
    const frame = (round: number) => {
      const fits = lists.reserve(lists.most + (round & 1));
      thrift.settle(1000, fits ? 1000 : 500, 10, lists.most);
      return thrift.takeRemark();
    };
    expect(lists.reserve(lists.most)).toBe(false);
    expect(bytesPerCall(frame)).toBeLessThan(4 * SMALLEST_OBJECT_BYTES);
  });
});

describe('memoryPages', () => {
  it('asks for no more than WebAssembly has, or for what every engine refuses', () => {
    const pages = (splatCount: number) =>
      memoryPages(
        planFrameMemory({
          start: 100 * splatCount,
          splatCount,
          chunkCount: Math.ceil(splatCount / CHUNK_SIZE),
          threads: 6,
          maxPixels: 2 * 1600 * 1600,
        }),
      );
    expect(pages(1e6).maximum).toBe(pages(1e6).initial + 4096);
    expect(pages(15e6).initial).toBeLessThan(65536);
    expect(pages(15e6).maximum).toBeLessThanOrEqual(65536);
    for (const count of [3e7, 1e9]) {
      const { initial, maximum } = pages(count);
      expect(initial).toBeGreaterThan(65536);
      expect(() => new WebAssembly.Memory({ initial, maximum, shared: true })).toThrow();
    }
  });
});

describe('Thrift', () => {
  it('never reaches zero and always recovers', () => {
    const thrift = new Thrift();
    for (let i = 0; i < 5; i++) thrift.settle(1e6, 0, 0, 1e6);
    expect(thrift.share).toBeGreaterThan(0);
    for (let frame = 0; frame < 2000; frame++) thrift.settle(10, 10, 1000, 1e6);
    expect(thrift.share).toBe(1);
  });

  it('waits for room before it grows', () => {
    const thrift = new Thrift();
    thrift.settle(1000, 500, 900, 1000);
    const { share } = thrift;
    expect(share).toBeCloseTo(0.4, 6);
    for (let i = 0; i < 100; i++) thrift.settle(400, 400, 900, 1000);
    expect(thrift.share).toBe(share);
    thrift.settle(400, 400, 800, 1000);
    expect(thrift.share).toBeGreaterThan(share);
  });
});
