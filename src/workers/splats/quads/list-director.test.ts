import { describe, expect, it } from 'vitest';
import type { EyeView } from '../../../kernels/splats/reference/splat-cloud.ts';
import { stereoEyes } from '../../../kernels/splats/reference/test-support/eyes.ts';
import { VARIANTS } from '../../../kernels/splats/reference/test-support/kernel-modules.ts';
import { randomSource } from '../../../kernels/splats/reference/test-support/random.ts';
import { sameBytes } from '../../../kernels/splats/reference/test-support/same-bytes.ts';
import { bytesPerCall, SMALLEST_OBJECT_BYTES } from '../../../shared/test-support/allocation.ts';
import { prefixFade } from '../foveation/prefix-fade.ts';
import { ALL_ON } from '../foveation/presets.ts';
import { VIEW_MODE } from '../foveation/view-options.ts';
import { CHUNK_SIZE } from '../scene/splat-scene.ts';
import { centreOf, sees } from '../test-support/centres.ts';
import { InlineRenderer, type Listed, randomSplats } from '../test-support/inline-renderer.ts';
import { box, splatsAt } from '../test-support/made-scenes.ts';
import { headOf, type ViewChoices, viewOf } from '../test-support/views.ts';

const SIZE = [354, 290] as const;
const eyes = stereoEyes(...SIZE);
const PIXELS = 2 * SIZE[0] * SIZE[1];
/** Fine splats before the eyes, chunks of which are some degrees across, as those of captures are. */
const fine = { near: 5, far: 6, spread: 1.4, minScale: 0.002, maxScale: 0.02 } as const;
const FOVEATED = { mode: VIEW_MODE.a3fr, switches: ALL_ON } as const;

/** Eyes turned about the up axis at the middle of both, by degrees. */
function turned(deg: number, by: readonly number[] = [0, 0, 0]): EyeView[] {
  const half = (deg * Math.PI) / 360;
  const [sin, cos] = [Math.sin(2 * half), Math.cos(2 * half)];
  return eyes.map((eye) => {
    const [x, y, z] = eye.position as [number, number, number];
    return {
      ...eye,
      position: [cos * x + sin * z + by[0]!, y + by[1]!, cos * z - sin * x + by[2]!],
      orientation: [0, Math.sin(half), 0, Math.cos(half)],
    };
  });
}

const drawnOf = (listed: Listed, chunk: number) => listed.chunks[2 * chunk]!;

describe.each(VARIANTS)('draw lists (%s)', (variant) => {
  const renderer = new InlineRenderer(randomSplats({ count: 20_000, seed: 1, ...fine }), PIXELS, variant);
  const { scene } = renderer.planned;

  it('order what they draw from near to far, each splat once', () => {
    for (const choices of [{}, FOVEATED, { splatBudget: 3000 }]) {
      const { order } = renderer.list(viewOf(eyes, choices));
      expect(order.length).toBeGreaterThan(1000);
      expect(new Set(order).size).toBe(order.length);
      const head = headOf(eyes);
      const distances = Array.from(order, (splat) =>
        Math.hypot(...centreOf(scene, splat).map((v, i) => v - head[i]!)),
      );
      // A step of the key.
      const step = (Math.max(...distances) - Math.min(...distances)) / 65535;
      for (let i = 1; i < distances.length; i++) {
        expect(distances[i]! - distances[i - 1]!).toBeGreaterThan(-1.01 * step);
      }
    }
  });

  it('hold of every chunk the prefix whose splats do not fade to nothing', () => {
    const listed = renderer.list(viewOf(eyes, { ...FOVEATED, gaze: [0.5, 0, -0.866] }));
    const listedOf = new Map<number, number[]>();
    for (const splat of listed.order) {
      const chunk = Math.floor(splat / CHUNK_SIZE);
      listedOf.set(chunk, [...(listedOf.get(chunk) ?? []), splat % CHUNK_SIZE]);
    }
    let partly = 0;
    for (let chunk = 0; chunk < scene.chunkCount; chunk++) {
      const count = Math.min(CHUNK_SIZE, scene.count - chunk * CHUNK_SIZE);
      const drawn = drawnOf(listed, chunk);
      const ranks = Array.from({ length: count }, (_, rank) => rank).filter(
        (rank) => prefixFade(rank, drawn, count) > 0,
      );
      expect((listedOf.get(chunk) ?? []).sort((a, b) => a - b)).toEqual(ranks);
      if (drawn > 0 && drawn < count) {
        partly++;
        expect(listed.chunks[2 * chunk + 1]).toBeGreaterThan(1);
      } else if (drawn === count) expect(listed.chunks[2 * chunk + 1]).toBe(1);
    }
    expect(partly).toBeGreaterThan(3);
  });
});

describe('ListDirector', () => {
  const around = new InlineRenderer(splatsAt(box([-4, -3, -4], [4, 3, 4], 30_000, 5)), PIXELS);
  const make = (choices: ViewChoices, pair: readonly EyeView[] = eyes) => around.list(viewOf(pair, choices));

  it('never leaves out what an eye sees, however the head turns and moves between lists', () => {
    const random = randomSource(3);
    let again = 0;
    let last = -1;
    for (let step = 0; step < 60; step++) {
      const pair = turned(40 * Math.sin(step / 7), [0.002 * step * random(), 0, 0.02 * Math.sin(step)]);
      const { order, serial } = make({ captureMs: 11 * step }, pair);
      if (serial === last) again++;
      last = serial;
      const listed = new Set(order);
      for (let splat = 0; splat < around.planned.scene.count; splat += 7) {
        if (listed.has(splat)) continue;
        const centre = centreOf(around.planned.scene, splat);
        expect(pair.some((eye) => sees(eye, centre))).toBe(false);
      }
    }
    expect(again).toBeLessThan(60);
    const { splatsInView, order } = make({ captureMs: 1e6 });
    expect(splatsInView).toBe(order.length);
    expect(splatsInView).toBeLessThan(0.9 * around.planned.scene.count);
  });

  it('gives a head that is still, or turns within the margin, the same list with the newer pose', () => {
    const first = make({ captureMs: 2e6 });
    for (const [deg, move] of [
      [0, [0, 0, 0]],
      [3, [0, 0, 0]],
      [-6, [0.001, 0, 0]],
    ] as const) {
      const pair = turned(deg, move);
      const record = around.thread.list(viewOf(pair, { captureMs: 2e6 + 30 + deg }));
      expect(record.serial[0]).toBe(first.serial);
      expect(record.slot[0]).toBe(first.slot);
      expect(record.captureMs[0]).toBe(2e6 + 30 + deg);
      expect(record.headOrientation[1]).toBeCloseTo(pair[0]!.orientation[1]!, 6);
    }
    expect(make({ captureMs: 2e6 + 60 }, turned(11)).serial).toBe(first.serial + 1);
    const moved = make({ captureMs: 2e6 + 90 }, turned(11, [0.1, 0, 0]));
    expect([moved.serial, moved.slot]).toEqual([first.serial + 2, (first.slot + 2) % 3]);
    expect(make({ captureMs: 2e6 + 99, splatBudget: 100 }, turned(11, [0.1, 0, 0])).serial).toBe(
      first.serial + 3,
    );
  });

  it('keeps to the splat budget', () => {
    const all = make({ captureMs: 3e6 }).order.length;
    for (const splatBudget of [50, 300, 2000, 10_000, all]) {
      const { order, chunks } = make({ captureMs: 3e6, splatBudget });
      expect(order.length).toBeLessThanOrEqual(splatBudget);
      expect(order.length).toBeGreaterThan(0.45 * splatBudget);
      if (splatBudget === all) expect(order.length).toBe(all);
      else expect(chunks.some((value, i) => i % 2 === 1 && value > 1)).toBe(true);
    }
  });

  it('refuses a view without a pose or with too many tiles, and makes the next list as ever', () => {
    const before = make({ captureMs: 4e6, splatBudget: 5000 });
    const nowhere = viewOf(eyes, { captureMs: 4e6 });
    nowhere.headPosition[0] = Number.NaN;
    expect(() => around.thread.list(nowhere)).toThrow(RangeError);
    const huge = stereoEyes(32 * 100, 32 * 100);
    expect(() => around.thread.list(viewOf(huge))).toThrow(/2 × 3200 × 3200/);
    const none = viewOf(eyes);
    none.eyeCount[0] = 0;
    expect(() => around.thread.list(none)).toThrow(RangeError);
    const after = make({ captureMs: 4e6 + 10, splatBudget: 5000 });
    expect(after.serial).toBe(before.serial);
    expect(sameBytes(after.order, before.order)).toBe(true);
  });

  it('makes an empty list where nothing is in view', () => {
    const far = turned(180, [0, 0, 400]);
    const { order, chunks } = make({ captureMs: 5e6 }, far);
    expect(order.length).toBe(0);
    expect(chunks.every((value) => value === 0)).toBe(true);
  });
});

describe('shares of chunks', () => {
  const renderer = new InlineRenderer(randomSplats({ count: 40_000, seed: 6, ...fine }), PIXELS);
  const look = (gaze: readonly number[], captureMs: number) =>
    renderer.list(viewOf(eyes, { ...FOVEATED, gaze, captureMs }));
  const left = [-0.6, 0, -0.8];
  const right = [0.6, 0, -0.8];

  it('are taken at once on the first list, after a jump and with other settings', () => {
    const first = look(left, 1000);
    const fresh = new InlineRenderer(randomSplats({ count: 40_000, seed: 6, ...fine }), PIXELS);
    const other = fresh.list(viewOf(eyes, { ...FOVEATED, gaze: right, captureMs: 1 }));
    expect(first.order.length).toBeLessThan(0.8 * first.splatsInView);
    look(right, 1010);
    expect(look(right, 9000).chunks).toEqual(other.chunks);
    expect(renderer.list(viewOf(eyes, { captureMs: 9010 })).order.length).toBe(first.splatsInView);
    expect(look(right, 9020).chunks).toEqual(other.chunks);
  });

  it('rise within a blink, fall slowly, without a jump from list to list, and come to rest', () => {
    const goal = look(right, 20_000).chunks;
    let before = look(left, 40_000);
    const { chunkCount } = renderer.planned.scene;
    const start = before.chunks;
    let steps = 0;
    for (let serial = -1; serial !== before.serial && steps < 500; steps++) {
      serial = before.serial;
      const next = look(right, 40_000 + 20 * (steps + 1));
      for (let chunk = 0; chunk < chunkCount; chunk++) {
        const step = drawnOf(next, chunk) - drawnOf(before, chunk);
        expect(Math.abs(step)).toBeLessThan(0.3 * CHUNK_SIZE);
        expect(step * (goal[2 * chunk]! - start[2 * chunk]!)).toBeGreaterThanOrEqual(0);
        const growth = next.chunks[2 * chunk + 1]! / before.chunks[2 * chunk + 1]!;
        expect(Math.abs(Math.log(growth))).toBeLessThan(1.2);
      }
      if (steps === 8) {
        // Three time constants of the rise, half of one of the fall.
        for (let chunk = 0; chunk < chunkCount; chunk++) {
          const [from, to, at] = [start[2 * chunk]!, goal[2 * chunk]!, drawnOf(next, chunk)];
          if (to > 1.1 * from) expect((at - from) / (to - from)).toBeGreaterThan(0.9);
          if (to < 0.9 * from) expect((at - from) / (to - from)).toBeLessThan(0.7);
        }
      }
      before = next;
    }
    expect(steps).toBeGreaterThan(20);
    expect(steps).toBeLessThan(200);
    for (let chunk = 0; chunk < chunkCount; chunk++) {
      const wanted = goal[2 * chunk]!;
      expect(Math.abs(drawnOf(before, chunk) - wanted)).toBeLessThanOrEqual(0.045 * wanted);
    }
  });

  it('do not follow a gaze that trembles', () => {
    const { serial } = look([0, 0, -1], 100_000);
    for (let i = 1; i < 20; i++) {
      const angle = 0.002 * Math.sin(i);
      expect(look([Math.sin(angle), 0, -Math.cos(angle)], 100_000 + 11 * i).serial).toBe(serial);
    }
  });
});

describe('products in turn', () => {
  const raw = randomSplats({ count: 8000, seed: 8, near: 0.5, spread: 1.2, shDegree: 1 });
  const renderer = new InlineRenderer(raw, PIXELS);

  it('leave pictures and lists as they are alone', () => {
    const view = viewOf(eyes, FOVEATED);
    const picture = renderer.draw(view);
    const list = renderer.list(view);
    for (let round = 0; round < 2; round++) {
      const again = renderer.draw(view);
      again.eyes.forEach((eye, e) => {
        expect(sameBytes(eye.color, picture.eyes[e]!.color)).toBe(true);
        expect(sameBytes(eye.depth, picture.eyes[e]!.depth)).toBe(true);
        expect(sameBytes(eye.levels, picture.eyes[e]!.levels)).toBe(true);
      });
      const next = renderer.list(view);
      // The one before is gone from memory, so that it cannot come again.
      expect(next.serial).toBe(list.serial + round + 1);
      expect(sameBytes(next.order, list.order)).toBe(true);
      expect(next.chunks).toEqual(list.chunks);
      expect(sameBytes(next.content, list.content)).toBe(true);
    }
  });

  it('withdraw a list once, before a picture is drawn in its memory', () => {
    renderer.list(viewOf(eyes));
    const withdrawn = renderer.thread.withdrawList();
    expect([withdrawn!.slot[0], withdrawn!.count[0]]).toEqual([-1, 0]);
    expect(renderer.thread.withdrawList()).toBeNull();
  });

  it('refuse pictures where there is room for lists alone', () => {
    const alone = new InlineRenderer(raw, PIXELS, 'simd', 'lists');
    expect(() => alone.draw(viewOf(eyes))).toThrow(/draw lists alone/);
    expect(sameBytes(alone.list(viewOf(eyes)).order, renderer.list(viewOf(eyes)).order)).toBe(true);
    const bytes = ({ planned }: InlineRenderer) => planned.scene.memory.buffer.byteLength;
    expect(bytes(alone)).toBeLessThan(0.7 * bytes(renderer));
  });
});

describe('the path of a list', () => {
  it('leaves no more on the heap than a few boxed numbers', { timeout: 60_000 }, () => {
    const small = new InlineRenderer(randomSplats({ count: 400, seed: 4, ...fine }), 2 * 64 * 64);
    const pair = stereoEyes(64, 64);
    const views = [0, 1, 2, 3].map((k) =>
      viewOf(pair, {
        mode: k ? VIEW_MODE.a3fr : VIEW_MODE.full,
        switches: k > 1 ? ALL_ON : {},
        splatBudget: k === 3 ? 100 : 0,
        captureMs: 20 * k,
      }),
    );
    for (const view of views) small.thread.list(view);
    const most = 32 * SMALLEST_OBJECT_BYTES;
    let left = Number.POSITIVE_INFINITY;
    for (let series = 0; series < 20 && left >= most; series++) {
      left = bytesPerCall((round) => small.thread.list(views[round % 4]!), 1);
    }
    expect(left).toBeLessThan(most);
  });
});
