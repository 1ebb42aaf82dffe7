import { describe, expect, it } from 'vitest';
import { frontEye } from '../../../kernels/splats/reference/test-support/eyes.ts';
import { VARIANTS } from '../../../kernels/splats/reference/test-support/kernel-modules.ts';
import { sameBytes } from '../../../kernels/splats/reference/test-support/same-bytes.ts';
import { bytesPerCall, SMALLEST_OBJECT_BYTES } from '../../../shared/test-support/allocation.ts';
import { VIEW_MODE } from '../foveation/view-options.ts';
import { centreOf } from '../test-support/centres.ts';
import { InlineRenderer } from '../test-support/inline-renderer.ts';
import { box, splatsAt, together } from '../test-support/made-scenes.ts';
import { type ViewChoices, viewOf } from '../test-support/views.ts';
import { CELL_M } from './cell-lattice.ts';

const PIXELS = 64 * 64;
const BEHIND = 600;
const FEW = 0.05 * BEHIND;
const steps = Array.from({ length: 101 }, (_, i) => (i - 50) * 0.04);
/** An opaque wall a metre and a half ahead, things behind it, things before it. */
const wall = splatsAt(
  steps.flatMap((x) => steps.map((y) => [x, y, -1.5] as const)),
  0.99,
);
const behind = splatsAt(box([-0.6, -0.6, -3], [0.6, 0.6, -2.5], BEHIND, 1));
const before = splatsAt(box([-0.5, -0.5, -1.4], [0.5, 0.5, -1], 100, 2));
const raw = together({ ...wall, scales: wall.scales.map(() => 0.03) }, behind, before);

const FOVEATED = { mode: VIEW_MODE.a3fr, preset: 'gentle' } as const;
const viewFrom = (at: readonly number[], choices: ViewChoices = {}) =>
  viewOf([frontEye(64, 64, at)], { ...FOVEATED, ...choices });
const HERE = [0.5 * CELL_M, 0.5 * CELL_M, 0.5 * CELL_M];

function countsOf(renderer: InlineRenderer, order: Uint32Array) {
  const zs = Array.from(order, (splat) => centreOf(renderer.planned.scene, splat)[2]);
  return {
    wall: zs.filter((z) => z === -1.5).length,
    behind: zs.filter((z) => z < -2).length,
    before: zs.filter((z) => z > -1.45).length,
  };
}

describe.each(VARIANTS)('lists that know what is visible (%s)', (variant) => {
  const renderer = new InlineRenderer(raw, PIXELS, variant, 'lists');

  it('leave out what nobody in the cell can see, wherever the head is in it', () => {
    const all = renderer.list(viewFrom(HERE)).order;
    expect(countsOf(renderer, all)).toMatchObject({ behind: BEHIND, before: 100 });
    const first = renderer.listSettled(viewFrom(HERE));
    const drawn = countsOf(renderer, first.order);
    // The wall lets a little through where four of its splats meet.
    expect(drawn.behind).toBeLessThan(FEW);
    expect(drawn.before).toBe(100);
    // The wall is closed by those of its splats that are nearest; none lets anything through.
    expect(drawn.wall).toBeGreaterThan(0.5 * countsOf(renderer, all).wall);
    // What is drawn is a part of the list before, in the same order.
    const kept = new Set(first.order);
    expect([...all.filter((splat) => kept.has(splat))]).toEqual([...first.order]);
    for (const shift of [-0.19, 0.19]) {
      const there = HERE.map((at) => at + shift);
      expect(countsOf(renderer, renderer.list(viewFrom(there, { captureMs: 20 })).order).behind).toBeLessThan(
        FEW,
      );
    }
  });

  it('draw everything where that is not known, and in full', () => {
    renderer.listSettled(viewFrom(HERE));
    for (const view of [viewFrom([9, 9, 1]), viewFrom(HERE, { mode: VIEW_MODE.full })]) {
      const listed = renderer.list(view);
      expect(listed.order.length).toBe(listed.splatsInView);
    }
  });

  it('show what was hidden when the head has gone round', () => {
    renderer.listSettled(viewFrom(HERE));
    const beyond = viewFrom([0.2, 0.2, -2.05], { captureMs: 50 });
    expect(countsOf(renderer, renderer.listSettled(beyond).order).behind).toBeGreaterThan(0.9 * BEHIND);
    // The first cell is still known.
    const back = renderer.list(viewFrom(HERE, { captureMs: 100 }));
    expect(countsOf(renderer, back.order).behind).toBeLessThan(FEW);
  });
});

describe('what is visible', () => {
  it('is nobody’s business where there is room for pictures', () => {
    const renderer = new InlineRenderer(raw, PIXELS);
    expect(renderer.list(viewFrom(HERE)).order.length).toBeGreaterThan(BEHIND);
    expect(renderer.thread.refine(1)).toBe('rested');
  });

  it('is worked out in slices, and is done once it is known', () => {
    const renderer = new InlineRenderer(raw, PIXELS, 'simd', 'lists');
    expect(renderer.thread.refine(1)).toBe('rested');
    renderer.list(viewFrom(HERE));
    const did: string[] = [];
    while (did.at(-1) !== 'improved' && did.length < 100_000) did.push(renderer.thread.refine(0));
    // Eight corners, six faces each.
    expect(did.length).toBeGreaterThan(48);
    renderer.list(viewFrom(HERE));
    expect(renderer.thread.refine(0)).toBe('rested');
    renderer.list(viewFrom(HERE, { mode: VIEW_MODE.full }));
    expect(renderer.thread.refine(0)).toBe('rested');
  });

  it('does not depend on where the head was before, nor on lists in between', () => {
    const [straight, detour] = [0, 1].map(() => new InlineRenderer(raw, PIXELS, 'simd', 'lists'));
    const wanted = straight!.listSettled(viewFrom(HERE));
    const places = [[0.6, 0.2, 0.2], [1, 1, 0.1], [-0.3, 0.2, 0.2], HERE, [0.5, 0.5, 0.5]];
    places.forEach((place, i) => {
      for (let k = 0; k < 60; k++) {
        detour!.thread.refine(0);
        if (k % 7 === 0) detour!.list(viewFrom(place, { captureMs: 200 * i + k }));
      }
    });
    const listed = detour!.listSettled(viewFrom(HERE, { captureMs: 5000 }));
    expect(sameBytes(listed.order, wanted.order)).toBe(true);
  });

  it('is followed without leaving anything on the heap', { timeout: 60_000 }, () => {
    const small = new InlineRenderer(
      splatsAt(box([-1, -1, -2], [1, 1, -1], 600, 3)),
      PIXELS,
      'simd',
      'lists',
    );
    const views = [HERE, [0.6, 0.2, 0.2], [1, 0.2, 0.2]].map((at, i) => viewFrom(at, { captureMs: 20 * i }));
    const round = (i: number) => {
      small.thread.list(views[i % 3]!);
      for (let k = 0; k < 20; k++) small.thread.refine(0);
    };
    for (let i = 0; i < 200; i++) round(i);
    const most = 128 * SMALLEST_OBJECT_BYTES;
    let left = Number.POSITIVE_INFINITY;
    for (let series = 0; series < 20 && left >= most; series++) left = bytesPerCall(round, 1);
    expect(left).toBeLessThan(most);
  });
});
