import { describe, expect, it } from 'vitest';
import { stereoEyes } from '../../../kernels/splats/reference/test-support/eyes.ts';
import type { RawSplats } from '../formats/raw-splats.ts';
import { VIEW_MODE } from '../foveation/view-options.ts';
import { InlineRenderer } from '../test-support/inline-renderer.ts';
import { box, splatsAt, together, walls } from '../test-support/made-scenes.ts';
import { viewOf } from '../test-support/views.ts';
import { ListContent } from './list-content.ts';

const [WIDTH, HEIGHT] = [640, 512];
const TILES = 20 * 16;
const eyes = stereoEyes(WIDTH, HEIGHT);

/** Ranks of values, equal ones sharing the mean. */
function ranks(values: ArrayLike<number>): number[] {
  const order = Array.from(values, (_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const out = new Array<number>(values.length);
  for (let i = 0; i < order.length; ) {
    let end = i;
    while (end < order.length && values[order[end]!] === values[order[i]!]) end++;
    for (let k = i; k < end; k++) out[order[k]!] = (i + end - 1) / 2;
    i = end;
  }
  return out;
}

/** Spearman's rank correlation. */
function agreement(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [ra, rb] = [ranks(a), ranks(b)];
  const mean = (ra.length - 1) / 2;
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < ra.length; i++) {
    ab += (ra[i]! - mean) * (rb[i]! - mean);
    aa += (ra[i]! - mean) ** 2;
    bb += (rb[i]! - mean) ** 2;
  }
  return ab / Math.sqrt(aa * bb);
}

/** A room with a statue in it, and a haze of few splats. */
const room = together(
  splatsAt(walls(4, -1.5, 2, 40_000, 1)),
  splatsAt(box([-0.5, -1.2, -3], [0.4, 0.8, -2.4], 15_000, 2)),
  splatsAt(box([-3, -1, -3.5], [3, 1.5, 3], 4000, 3)),
);
/** Things of different sizes. */
const things = together(
  ...[0, 1, 2, 3, 4, 5].map((k) =>
    splatsAt(box([k - 3, -0.4 * k, -3 - k], [k - 2.2, 0.5, -2.5 - k], 2000 * (k + 1), k)),
  ),
);

describe.each([
  ['a room', room],
  ['things', things],
] as const satisfies readonly (readonly [string, RawSplats])[])('content of %s', (_, raw) => {
  const renderer = new InlineRenderer(raw, 2 * WIDTH * HEIGHT);
  const { planned } = renderer;

  it('is ordered as the lengths of the tile lists are', () => {
    const view = viewOf(eyes, { mode: VIEW_MODE.a3fr });
    const { chunks, content } = renderer.list(view);
    // Another director's profile is not at hand: all splats of these scenes are alike.
    const sigma = new Float32Array(planned.scene.chunkCount).fill(0.02);
    const estimates = new ListContent(planned);
    renderer.draw(view);
    const offsets = new Uint32Array(planned.scene.memory.buffer, planned.plan.tileOffsets, 2 * TILES + 1);
    for (let eye = 0; eye < 2; eye++) {
      const real = Array.from(
        { length: TILES },
        (_, i) => offsets[eye * TILES + i + 1]! - offsets[eye * TILES + i]!,
      );
      const estimate = estimates.counts(view, eye, chunks, sigma);
      expect(agreement(estimate, real)).toBeGreaterThan(0.6);
      expect(agreement(content.subarray(eye * TILES, (eye + 1) * TILES), real)).toBeGreaterThan(0.55);
    }
  });

  it('has levels 1 to 4 as the quantiles say, and 4 alone in full pictures', () => {
    const { content } = renderer.list(viewOf(eyes, { mode: VIEW_MODE.a3fr, captureMs: 20 }));
    expect(content.length).toBe(2 * TILES);
    const shareOf = (level: number) => content.filter((value) => value === level).length / content.length;
    expect(content.every((level) => level >= 1 && level <= 4)).toBe(true);
    expect(shareOf(4)).toBeGreaterThan(0.05);
    expect(shareOf(4)).toBeLessThan(0.3);
    expect(shareOf(3)).toBeGreaterThan(0.2);
    expect(renderer.list(viewOf(eyes, { captureMs: 40 })).content.every((level) => level === 4)).toBe(true);
  });
});
