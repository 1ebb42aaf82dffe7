import { afterAll, describe, expect, it } from 'vitest';
import { stereoEyes } from '../../../kernels/splats/reference/test-support/eyes.ts';
import { sameBytes } from '../../../kernels/splats/reference/test-support/same-bytes.ts';
import { ALL_ON } from '../foveation/presets.ts';
import { VIEW_MODE } from '../foveation/view-options.ts';
import { createNodeRenderer, type NodeRenderer } from '../node/node-renderer.ts';
import { copyList, type Listed, randomSplats } from '../test-support/inline-renderer.ts';
import { viewOf } from '../test-support/views.ts';

describe('draw lists of several threads', { timeout: 60_000 }, () => {
  const raw = randomSplats({ count: 9000, seed: 9, near: 2, far: 4, spread: 1.2, maxScale: 0.02 });
  const eyes = stereoEyes(162, 130);
  const foveated = { mode: VIEW_MODE.a3fr, switches: ALL_ON } as const;
  const lists = [
    viewOf(eyes),
    viewOf(eyes, { ...foveated, captureMs: 20 }),
    viewOf(eyes, { ...foveated, gaze: [0.6, 0, -0.8], captureMs: 40 }),
    viewOf(eyes, { splatBudget: 700, captureMs: 60 }),
    viewOf([{ ...eyes[0]!, orientation: [0, 1, 0, 0] }], { captureMs: 80 }),
  ];
  const open: NodeRenderer[] = [];

  afterAll(() => Promise.all(open.map((renderer) => renderer.close())));

  async function makeAll(threads: number): Promise<Listed[]> {
    const renderer = await createNodeRenderer(raw, { name: 'test', threads, maxPixels: 2 * 162 * 130 });
    open.push(renderer);
    return lists.map((view, i) => {
      // A picture in between, so that threads have to tell one from the other.
      if (i % 2) renderer.draw(view);
      return copyList(renderer.planned, renderer.list(view));
    });
  }

  it('are those that one thread makes', async () => {
    const alone = await makeAll(1);
    expect(alone[0]!.order.length).toBeGreaterThan(4000);
    for (const threads of [2, 3, 4]) {
      const together = await makeAll(threads);
      together.forEach((listed, i) => {
        expect(sameBytes(listed.order, alone[i]!.order)).toBe(true);
        expect(listed.chunks).toEqual(alone[i]!.chunks);
        expect(listed.content).toEqual(alone[i]!.content);
      });
    }
  });
});
