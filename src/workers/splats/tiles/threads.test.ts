import { afterAll, describe, expect, it } from 'vitest';
import { stereoEyes } from '../../../kernels/splats/reference/test-support/eyes.ts';
import { sameBytes } from '../../../kernels/splats/reference/test-support/same-bytes.ts';
import { ALL_ON } from '../foveation/presets.ts';
import { VIEW_MODE } from '../foveation/view-options.ts';
import { createNodeRenderer, type NodeRenderer } from '../node/node-renderer.ts';
import { copyFrame, type Drawn, randomSplats } from '../test-support/inline-renderer.ts';
import { viewOf } from '../test-support/views.ts';

/** Threads that spin at barriers need a core each; on a busy machine every meeting may last a time slice. */
const TIMEOUT_MS = 60_000;

describe('renderer of several threads', { timeout: TIMEOUT_MS }, () => {
  const raw = randomSplats({ count: 6000, seed: 9, near: 0.5, spread: 1.2, shDegree: 1 });
  const large = randomSplats({
    count: 1200,
    seed: 3,
    near: 1,
    far: 3,
    spread: 0.3,
    minScale: 0.5,
    maxScale: 2,
  });
  const eyes = stereoEyes(162, 130);
  const views = [
    viewOf(eyes),
    viewOf(eyes, { mode: VIEW_MODE.a3fr }),
    viewOf(eyes, { mode: VIEW_MODE.a3fr, switches: ALL_ON, gaze: [0.4, 0.1, -0.911] }),
    viewOf(stereoEyes(98, 70)),
    viewOf([{ ...eyes[0]!, orientation: [0, 1, 0, 0] }]),
    viewOf(eyes, { splatBudget: 700 }),
  ];
  const open: NodeRenderer[] = [];

  afterAll(() => Promise.all(open.map((renderer) => renderer.close())));

  async function rendererOf(splats: typeof raw, threads: number): Promise<NodeRenderer> {
    const renderer = await createNodeRenderer(splats, { name: 'test', threads, maxPixels: 2 * 162 * 130 });
    open.push(renderer);
    return renderer;
  }

  async function drawAll(threads: number, rounds: number): Promise<Drawn[]> {
    const renderer = await rendererOf(raw, threads);
    const drawn: Drawn[] = [];
    for (let i = 0; i < rounds * views.length; i++) {
      drawn.push(copyFrame(renderer.planned, renderer.draw(views[i % views.length]!)));
    }
    return drawn;
  }

  function expectSame(many: Drawn, one: Drawn): void {
    expect(many.splatsProjected).toBe(one.splatsProjected);
    expect(many.pixelsShaded).toBe(one.pixelsShaded);
    many.eyes.forEach((eye, e) => {
      expect(sameBytes(eye.levels, one.eyes[e]!.levels)).toBe(true);
      expect(sameBytes(eye.color, one.eyes[e]!.color)).toBe(true);
      expect(sameBytes(eye.depth, one.eyes[e]!.depth)).toBe(true);
    });
  }

  it('comes to the bits that one thread comes to, frame after frame', async () => {
    const alone = await drawAll(1, 1);
    for (const threads of [2, 3]) {
      const together = await drawAll(threads, 4);
      together.forEach((drawn, i) => {
        expectSame(drawn, alone[i % views.length]!);
      });
    }
  });

  it('grows its lists under all threads', async () => {
    const alone = await rendererOf(large, 1);
    const two = await rendererOf(large, 2);
    const bytes = two.planned.scene.memory.buffer.byteLength;
    for (let i = 0; i < 3; i++) {
      const many = copyFrame(two.planned, two.draw(views[0]!));
      expectSame(many, copyFrame(alone.planned, alone.draw(views[0]!)));
    }
    expect(two.planned.scene.memory.buffer.byteLength).toBeGreaterThan(bytes);
  });

  it('refuses a picture that does not fit without stranding the other threads', async () => {
    const two = await rendererOf(raw, 2);
    const before = copyFrame(two.planned, two.draw(views[0]!));
    expect(() => two.draw(viewOf(stereoEyes(1620, 1300)))).toThrow(RangeError);
    expectSame(copyFrame(two.planned, two.draw(views[0]!)), before);
  });
});
