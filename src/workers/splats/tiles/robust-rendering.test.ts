import { describe, expect, it } from 'vitest';
import type { EyeView } from '../../../kernels/splats/reference/splat-cloud.ts';
import { frontEye, stereoEyes } from '../../../kernels/splats/reference/test-support/eyes.ts';
import { VARIANTS } from '../../../kernels/splats/reference/test-support/kernel-modules.ts';
import { randomSource } from '../../../kernels/splats/reference/test-support/random.ts';
import { sameBytes } from '../../../kernels/splats/reference/test-support/same-bytes.ts';
import { psnr } from '../../../metrics/psnr.ts';
import type { RawSplats } from '../formats/raw-splats.ts';
import { ALL_ON } from '../foveation/presets.ts';
import { VIEW_MODE } from '../foveation/view-options.ts';
import { CHUNK_FIELD, CHUNK_FIELDS } from '../scene/splat-scene.ts';
import { type Drawn, InlineRenderer, randomSplats } from '../test-support/inline-renderer.ts';
import { type MadeSplat, madeSplats } from '../test-support/made-splats.ts';
import { referenceBytes } from '../test-support/reference-bytes.ts';
import { viewOf } from '../test-support/views.ts';

const RGBA = { channels: 4 } as const;
const [WIDTH, HEIGHT] = [162, 130];
const PIXELS = 2 * WIDTH * HEIGHT;
const eyes = stereoEyes(WIDTH, HEIGHT);
const front = frontEye(WIDTH, HEIGHT);

/** Draws in full and with every saving, looks at every pixel and depth, and at the picture that comes after. */
function drawSoundly(renderer: InlineRenderer, eyeViews: readonly EyeView[] = eyes): Drawn {
  const savings = viewOf(eyeViews, { mode: VIEW_MODE.a3fr, switches: ALL_ON, gaze: [0.3, 0.1, -0.949] });
  const full = renderer.draw(viewOf(eyeViews));
  for (const drawn of [full, renderer.draw(savings)]) {
    for (const { color, depth } of drawn.eyes) {
      expect(depth.every((metres) => metres >= 0 && metres < 1e13)).toBe(true);
      // Premultiplied by a coverage that is whole wherever light is taken; colours go up to 1.75 and are cut.
      let wrong = 0;
      for (let i = 0; i < color.length; i += 4) {
        const most = 1.75 * color[i + 3]! + 2;
        if (color[i]! > most || color[i + 1]! > most || color[i + 2]! > most) wrong++;
      }
      expect(wrong).toBe(0);
    }
  }
  const again = renderer.draw(viewOf(eyeViews));
  full.eyes.forEach(({ color, depth }, e) => {
    expect(sameBytes(again.eyes[e]!.color, color)).toBe(true);
    expect(sameBytes(again.eyes[e]!.depth, depth)).toBe(true);
  });
  return full;
}

/** Two decoded files as one. */
function together(a: RawSplats, b: RawSplats): RawSplats {
  const join = (x: Float32Array, y: Float32Array) => Float32Array.from([...x, ...y]);
  return {
    ...a,
    count: a.count + b.count,
    positions: join(a.positions, b.positions),
    scales: join(a.scales, b.scales),
    rotations: join(a.rotations, b.rotations),
    colors: join(a.colors, b.colors),
    opacities: join(a.opacities, b.opacities),
  };
}

const ordinary = randomSplats({ count: 1500, seed: 31, near: 0.5, spread: 1 });

describe.each(VARIANTS)('odd splats (%s)', (variant) => {
  const draw = (raw: RawSplats) => drawSoundly(new InlineRenderer(raw, PIXELS, variant));
  const all = (splats: readonly MadeSplat[]) => draw(madeSplats(splats));

  it('of no or hardly any extent are dots of a pixel', () => {
    const scales = [0, 1e-30, 1e-20, 1e-10] as const;
    const drawn = all(
      scales.flatMap((scale, i): MadeSplat[] => [
        { scale, at: [0.3 * i - 0.45, 0, -2] },
        { scale: [scale, 0.05, scale], at: [0.3 * i - 0.45, 0.4, -2] },
      ]),
    );
    expect(drawn.splatsProjected).toBe(8);
    const lit = drawn.eyes[0]!.color.filter((byte, i) => i % 4 === 3 && byte > 0).length;
    expect(lit).toBeGreaterThan(20);
    expect(lit).toBeLessThan(250);
  });

  it('of any size that a float holds leave the pictures sound', () => {
    const sizes = [1, 100, 1e5, 1e7, 1e10, 1e15, 1e18, 1.8e19, 1e25, 1e38];
    for (const size of sizes) {
      for (const scale of [
        [size, size, size],
        [size, size, 0],
        [size, 1e-3, 1e-3],
        [0, 0, size],
      ] as const) {
        all([
          { scale, opacity: 0.5 },
          { scale, turn: [0.5, 0.5, 0.5, 0.5], at: [1, 2, -3], opacity: 0.9 },
          { scale, turn: [0.1, 0.7, -0.1, 0.7], at: [-1, -2, 3], opacity: 0.3 },
          { color: [0, 0, 1], at: [0, 0, -5] },
        ]);
      }
    }
  });

  it('a hundred kilometres wide cover the whole picture as much as they are opaque', () => {
    const { eyes: pictures } = all([{ scale: 1e5, color: [1, 1, 1], opacity: 0.5 }]);
    for (const { color } of pictures) {
      expect(color.every((byte) => Math.abs(byte - 127.5) < 1.6)).toBe(true);
    }
  });

  it('at the eye, behind it and far beyond everything change nothing nearby', () => {
    const alone = drawSoundly(new InlineRenderer(ordinary, PIXELS, variant)).eyes;
    const odd = madeSplats([
      { at: [0, 0, 0] },
      { at: [-0.032, 0, 0] },
      { at: [0, 0, -0.1999] },
      { at: [0, 0, 3] },
      { at: [0, 0, 1e38] },
      ...[1e6, 1e9, 1e15, 1e19, 1e30, 3.4e38].flatMap((far): MadeSplat[] => [
        { at: [0, 0, -far], scale: 1e-3 },
        { at: [far, 0, -1] },
        { at: [-far, far, -far] },
      ]),
    ]);
    const drawn = draw(together(ordinary, odd)).eyes;
    // The far ones stand behind all others, a pixel each at most; and depth order holds among the near ones.
    drawn.forEach(({ color }, e) => {
      expect(psnr(color, alone[e]!.color, RGBA)).toBeGreaterThan(38);
    });
  });

  it('of every opacity and colour', () => {
    const drawn = all(
      [0, 1e-9, 1 / 255, 0.5, 1].flatMap((opacity, i) =>
        [-1e30, -0.75, 0, 1, 1.75, 1e30].map(
          (channel, k): MadeSplat => ({
            opacity,
            at: [0.3 * i - 0.6, 0.3 * k - 0.75, -2],
            color: [channel, 1 - channel, 0.5],
            scale: 0.02,
          }),
        ),
      ),
    );
    // Opacities 0 and 1e-9 are nothing, 1/255 is about the limit.
    expect(drawn.splatsProjected).toBeGreaterThanOrEqual(12);
    expect(drawn.splatsProjected).toBeLessThanOrEqual(18);
    const nothing = all([{ opacity: 0 }, { opacity: 0, scale: 1e5 }]);
    expect(nothing.splatsProjected).toBe(0);
    for (const { color } of nothing.eyes) expect(color.every((byte) => byte === 0)).toBe(true);
  });

  it('a hundred thousand at one place, all of one distance', { timeout: 60_000 }, () => {
    const start = performance.now();
    const drawn = draw({
      ...madeSplats(Array.from({ length: 100_000 }, () => ({ scale: 0.3, opacity: 0.02 }))),
    });
    expect(performance.now() - start).toBeLessThan(20_000);
    expect(drawn.splatsProjected).toBe(100_000);
    expect(drawn.eyes[0]!.color[4 * ((HEIGHT / 2) * WIDTH + WIDTH / 2) + 3]).toBe(255);
  });

  it('agree with the reference where one outlier stretches the range of distances', () => {
    const raw = together(ordinary, madeSplats([{ at: [0, 0, -1e6], scale: 10 }]));
    const renderer = new InlineRenderer(raw, WIDTH * HEIGHT, variant);
    const drawn = drawSoundly(renderer, [front]).eyes[0]!;
    expect(psnr(drawn.color, referenceBytes(raw, front, front.position).color, RGBA)).toBeGreaterThan(48);
  });

  it('take a scene apart in random ways without harm', { timeout: 60_000 }, () => {
    const random = randomSource(77);
    const wild = () => (random() < 0.5 ? -1 : 1) * 10 ** (76 * random() - 38);
    for (let round = 0; round < 12; round++) {
      const { count } = ordinary;
      const raw: RawSplats = {
        ...ordinary,
        positions: ordinary.positions.map((v) => (random() < 0.1 ? wild() : v)),
        scales: ordinary.scales.map((v) => (random() < 0.1 ? Math.abs(wild()) : v)),
        colors: ordinary.colors.map((v) => (random() < 0.1 ? wild() : v)),
        opacities: ordinary.opacities.map((v) => (random() < 0.1 ? Math.round(random()) : v)),
      };
      expect(draw(raw).splatsProjected).toBeLessThanOrEqual(count);
    }
  });

  it('in chunks with bounds of any kind', () => {
    const renderer = new InlineRenderer(ordinary, PIXELS, variant);
    const expected = drawSoundly(renderer).eyes;
    const { memory, chunkTable, chunkCount } = renderer.planned.scene;
    const table = new Float32Array(memory.buffer, chunkTable, chunkCount * CHUNK_FIELDS);
    const before = table.slice();
    for (const value of [Number.POSITIVE_INFINITY, Number.NaN, 1e38]) {
      for (const field of ['radius', 'sigma', 'spread'] as const) {
        for (let chunk = 0; chunk < chunkCount; chunk++) {
          table[chunk * CHUNK_FIELDS + CHUNK_FIELD[field]] = value;
        }
      }
      drawSoundly(renderer).eyes.forEach(({ color }, e) => {
        expect(sameBytes(color, expected[e]!.color), `${value}`).toBe(true);
      });
      table.set(before);
    }
  });
});

describe.each(VARIANTS)('odd views (%s)', (variant) => {
  const renderer = new InlineRenderer(ordinary, PIXELS, variant);
  const expected = renderer.draw(viewOf(eyes)).eyes;

  it.each(['headPosition', 'headOrientation', 'eyePosition', 'eyeOrientation', 'eyeTangents'] as const)(
    'that are not finite in %s are refused, and the next is drawn as ever',
    (field) => {
      for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
        for (let i = 0; i < viewOf(eyes)[field].length; i++) {
          const view = viewOf(eyes);
          view[field][i] = value;
          expect(() => renderer.draw(view), `${field}[${i}]`).toThrow(RangeError);
        }
      }
      renderer.draw(viewOf(eyes)).eyes.forEach(({ color }, e) => {
        expect(sameBytes(color, expected[e]!.color)).toBe(true);
      });
    },
  );

  it('with an empty or endless frustum are refused', () => {
    for (const tangents of [
      [0, 0, 1, 1],
      [1, -1, 1, 1],
      [1, 1, -1, -1],
      [1e30, 1e30, 1, 1],
    ]) {
      const view = viewOf(eyes);
      view.eyeTangents.set(tangents);
      expect(() => renderer.draw(view)).toThrow(RangeError);
    }
  });

  it('from anywhere, turned by anything and with any gaze, leave the next picture as it was', () => {
    for (const value of [1e3, 1e9, 1e20, 3e38, -3e38]) {
      for (const field of ['headPosition', 'eyePosition', 'headOrientation', 'eyeOrientation'] as const) {
        const view = viewOf(eyes, { mode: VIEW_MODE.a3fr, switches: ALL_ON });
        view[field].fill(value);
        renderer.draw(view);
      }
    }
    for (const field of ['gazeDirection', 'quantiles'] as const) {
      for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 0, -1e38]) {
        const view = viewOf(eyes, { mode: VIEW_MODE.a3fr, switches: ALL_ON });
        view[field].fill(value);
        for (const { levels } of renderer.draw(view).eyes) expect(Math.max(...levels)).toBeLessThanOrEqual(4);
      }
    }
    renderer.draw(viewOf(eyes)).eyes.forEach(({ color }, e) => {
      expect(sameBytes(color, expected[e]!.color)).toBe(true);
    });
  });
});
