import { describe, expect, it } from 'vitest';
import { drawnFrom, reconstruct } from '../../../kernels/splats/reference/reconstruct.ts';
import { frontEye, stereoEyes } from '../../../kernels/splats/reference/test-support/eyes.ts';
import { VARIANTS } from '../../../kernels/splats/reference/test-support/kernel-modules.ts';
import { sameBytes } from '../../../kernels/splats/reference/test-support/same-bytes.ts';
import { fovealPsnr } from '../../../metrics/foveal-psnr.ts';
import { psnr } from '../../../metrics/psnr.ts';
import { bytesPerCall, SMALLEST_OBJECT_BYTES } from '../../../shared/test-support/allocation.ts';
import { FOVEATION_PRESETS } from '../foveation/default-presets.ts';
import { gazeInEye, tileDirections, tileEccentricityDeg } from '../foveation/eccentricity.ts';
import { ALL_ON } from '../foveation/presets.ts';
import { levelOfPixel, shadedImagePixelCount } from '../foveation/quad-passes.ts';
import { VIEW_MODE } from '../foveation/view-options.ts';
import { type Drawn, InlineRenderer, randomSplats } from '../test-support/inline-renderer.ts';
import { depthMismatch, referenceBytes } from '../test-support/reference-bytes.ts';
import { headOf, viewOf } from '../test-support/views.ts';

const RGBA = { channels: 4 } as const;

function expectSamePictures(a: Drawn, b: Drawn): void {
  expect(a.eyes.length).toBe(b.eyes.length);
  a.eyes.forEach((eye, e) => {
    expect(sameBytes(eye.color, b.eyes[e]!.color)).toBe(true);
    expect(sameBytes(eye.depth, b.eyes[e]!.depth)).toBe(true);
    expect(sameBytes(eye.levels, b.eyes[e]!.levels)).toBe(true);
  });
}

describe.each(VARIANTS)('full pictures (%s)', (variant) => {
  const raw = randomSplats({ count: 4000, seed: 1, near: 0.5, spread: 1.2, shDegree: 2 });

  it('are within 50 dB of the reference for one eye, turned and off the origin', () => {
    const eye = {
      ...frontEye(226, 170, [0.2, -0.1, 0.4]),
      orientation: [0.1, -0.15, 0.05, Math.sqrt(1 - 0.035)],
    };
    const { eyes, pixelsShaded, pixelsTotal } = new InlineRenderer(raw, 226 * 170, variant).draw(
      viewOf([eye]),
    );
    const expected = referenceBytes(raw, eye, eye.position);
    expect(psnr(eyes[0]!.color, expected.color, RGBA)).toBeGreaterThan(50);
    expect(depthMismatch(eyes[0]!.depth, expected.depth)).toBeLessThan(0.01);
    expect(eyes[0]!.levels.length).toBe(8 * 6);
    expect(eyes[0]!.levels.every((level) => level === 4)).toBe(true);
    expect([pixelsShaded, pixelsTotal]).toEqual([226 * 170, 226 * 170]);
  });

  it('are within 50 dB of the reference for both eyes, drawn from one order', () => {
    const eyes = stereoEyes(162, 130);
    const drawn = new InlineRenderer(raw, 2 * 162 * 130, variant).draw(viewOf(eyes));
    eyes.forEach((eye, e) => {
      const expected = referenceBytes(raw, eye, headOf(eyes));
      expect(psnr(drawn.eyes[e]!.color, expected.color, RGBA)).toBeGreaterThan(50);
      expect(depthMismatch(drawn.eyes[e]!.depth, expected.depth)).toBeLessThan(0.01);
    });
    expect(sameBytes(drawn.eyes[0]!.color, drawn.eyes[1]!.color)).toBe(false);
  });
});

describe('RenderThread', () => {
  const raw = randomSplats({ count: 4000, seed: 2, near: 0.5, spread: 1.2, shDegree: 1 });
  const eyes = stereoEyes(226, 162);
  const renderer = new InlineRenderer(raw, 2 * 226 * 162);
  const full = renderer.draw(viewOf(eyes));

  it('comes to the same picture again, in the next slot', () => {
    const elsewhere = eyes.map((eye) => ({ ...eye, orientation: [0, 0.3, 0, Math.sqrt(0.91)] }));
    renderer.draw(viewOf(elsewhere, { mode: VIEW_MODE.a3fr, switches: ALL_ON }));
    const slots = new Set<number>();
    for (let i = 0; i < 3; i++) {
      const again = renderer.draw(viewOf(eyes));
      expectSamePictures(again, full);
      slots.add(again.slot);
    }
    expect(slots.size).toBe(3);
  });

  it('draws nothing where no splat is in view', () => {
    const behind = eyes.map((eye) => ({ ...eye, orientation: [0, 1, 0, 0] }));
    const { splatsProjected, eyes: pictures } = renderer.draw(viewOf(behind));
    expect(splatsProjected).toBe(0);
    for (const { color, depth } of pictures) {
      expect(color.every((byte) => byte === 0)).toBe(true);
      expect(depth.every((metres) => metres === 0)).toBe(true);
    }
  });

  it('refuses a picture that does not fit and draws the next one as ever', () => {
    const sized = (width: number, height: number) => viewOf(eyes.map((eye) => ({ ...eye, width, height })));
    for (const [width, height] of [
      [4096, 4096],
      [226, 164],
      [225, 162],
      [226, 161],
      [6, 162],
      [0, 0],
      [-226, -162],
    ] as const) {
      expect(() => renderer.draw(sized(width, height)), `${width} × ${height}`).toThrow(RangeError);
    }
    for (const count of [0, 3]) {
      const view = viewOf(eyes);
      view.eyeCount[0] = count;
      expect(() => renderer.draw(view), `${count} eyes`).toThrow(RangeError);
    }
    expectSamePictures(renderer.draw(viewOf(eyes)), full);
  });

  it('draws pictures of other sizes in between', () => {
    for (const [width, height] of [
      [8, 8],
      [98, 70],
      [226, 162],
      [34, 130],
    ] as const) {
      const small = stereoEyes(width, height);
      const { eyes: pictures } = renderer.draw(viewOf(small));
      pictures.forEach((picture, e) => {
        expect(picture.color.length).toBe(4 * width * height);
        expect(
          psnr(picture.color, referenceBytes(raw, small[e]!, headOf(small)).color, RGBA),
        ).toBeGreaterThan(48);
      });
    }
    expectSamePictures(renderer.draw(viewOf(eyes)), full);
  });

  it('keeps to the splat budget and still shows the scene', () => {
    const all = full.splatsProjected;
    expect(all).toBeGreaterThan(2000);
    let last = Number.POSITIVE_INFINITY;
    for (const budget of [10_000, 2000, 500, 50]) {
      const drawn = renderer.draw(viewOf(eyes, { splatBudget: budget }));
      expect(drawn.splatsProjected).toBeLessThanOrEqual(budget);
      expect(drawn.splatsProjected).toBeLessThanOrEqual(last);
      expect(drawn.splatsProjected).toBeGreaterThan(0);
      if (budget > all) expectSamePictures(drawn, full);
      last = drawn.splatsProjected;
    }
    const half = renderer.draw(viewOf(eyes, { splatBudget: 2000 }));
    const few = renderer.draw(viewOf(eyes, { splatBudget: 100 }));
    const quality = (drawn: Drawn) => psnr(drawn.eyes[0]!.color, full.eyes[0]!.color, RGBA);
    expect(quality(half)).toBeGreaterThan(quality(few) + 1);
  });

  it('grows its lists when a view needs more room, to the same picture as with room from the start', () => {
    const large = randomSplats({
      count: 1200,
      seed: 3,
      near: 1,
      far: 3,
      spread: 0.3,
      minScale: 0.5,
      maxScale: 2,
    });
    const eye = frontEye(320, 240);
    const tight = new InlineRenderer(large, 320 * 240);
    const before = tight.planned.scene.memory.buffer.byteLength;
    const grown = tight.draw(viewOf([eye]));
    expect(tight.planned.scene.memory.buffer.byteLength).toBeGreaterThan(before);
    const roomy = new InlineRenderer(large, 16 * 320 * 240);
    const capacity = roomy.planned.scene.memory.buffer.byteLength;
    expectSamePictures(roomy.draw(viewOf([eye])), grown);
    expect(roomy.planned.scene.memory.buffer.byteLength).toBe(capacity);
    expectSamePictures(tight.draw(viewOf([eye])), grown);
  });

  it('leaves no more on the heap per frame than a few boxed numbers', { timeout: 60_000 }, () => {
    const small = new InlineRenderer(randomSplats({ count: 40, seed: 4 }), 2 * 64 * 64);
    const views = [0, 1, 2].map((k) =>
      viewOf(stereoEyes(64, 64), {
        mode: k ? VIEW_MODE.a3fr : VIEW_MODE.full,
        switches: k === 2 ? ALL_ON : {},
      }),
    );
    for (const view of views) small.thread.draw(view);
    // On a busy machine the compiler may come late: code that is not compiled yet boxes its numbers.
    const most = 32 * SMALLEST_OBJECT_BYTES;
    let left = Number.POSITIVE_INFINITY;
    for (let series = 0; series < 8 && left >= most; series++) {
      left = bytesPerCall((round) => small.thread.draw(views[round % 3]!), 1);
    }
    expect(left).toBeLessThan(most);
  });
});

describe('A3FR pictures', () => {
  const raw = randomSplats({ count: 5000, seed: 5, near: 0.8, spread: 1.4, shDegree: 1 });
  const eyes = stereoEyes(354, 290);
  const renderer = new InlineRenderer(raw, 2 * 354 * 290);
  const full = renderer.draw(viewOf(eyes));
  const gaze = [0.3, 0.2, -0.93].map((v) => v / Math.hypot(0.3, 0.2, 0.93));
  /** Splats of up to a degree, as captures have them. */
  const fine = new InlineRenderer(
    randomSplats({ count: 20_000, seed: 6, near: 1, spread: 1.3, minScale: 0.004, maxScale: 0.02 }),
    2 * 354 * 290,
  );
  const whole = fine.draw(viewOf(eyes));

  it.each([
    ['paper', 'narrow', {}],
    ['paper', 'wide', {}],
    ['sixteenth', 'narrow', { sixteenth: true }],
    ['sixteenth and floor', 'wide', { sixteenth: true, foveaFloor: true }],
  ])('are the full picture with what each level leaves out filled in (%s, %s)', (_, preset, switches) => {
    const drawn = renderer.draw(viewOf(eyes, { mode: VIEW_MODE.a3fr, switches, preset, gaze }));
    let shaded = 0;
    drawn.eyes.forEach((picture, e) => {
      const { levels } = picture;
      expect(new Set(levels).size).toBeGreaterThan(1);
      const { color, depth } = full.eyes[e]!;
      const expected = reconstruct({ color, depth, width: 354, height: 290, levels });
      expect(sameBytes(picture.color, expected.color)).toBe(true);
      expect(sameBytes(picture.depth, expected.depth)).toBe(true);
      shaded += shadedImagePixelCount(levels, 354, 290);
    });
    expect(drawn.pixelsShaded).toBe(shaded);
    expect(shaded).toBeLessThan(0.8 * drawn.pixelsTotal);
  });

  it('draw at each level the pixels that the policy counts', () => {
    for (let y = 0; y < 8; y++) {
      for (let x = 0; x < 8; x++) expect(levelOfPixel(x, y)).toBe(drawnFrom(x, y));
    }
  });

  it('take their levels from the distance to the gaze, eye by eye', () => {
    FOVEATION_PRESETS.presets.forEach(({ name: preset, radii, floorDeg, farDeg }) => {
      const switches = { sixteenth: true, foveaFloor: true };
      const drawn = renderer.draw(viewOf(eyes, { mode: VIEW_MODE.a3fr, switches, preset, gaze }));
      drawn.eyes.forEach(({ levels }, e) => {
        const tiles = tileDirections(eyes[e]!);
        expect(levels.length).toBe(tiles.count);
        const inEye = [0, 0, 0];
        gazeInEye(gaze, [0, 0, 0, 1], eyes[e]!.orientation, 0, inEye);
        levels.forEach((level, tile) => {
          const centre = tileEccentricityDeg(tiles, tile, inEye);
          const radius = (Math.acos(tiles.cosRadius[tile]!) * 180) / Math.PI;
          if (centre + radius < floorDeg) expect(level).toBe(4);
          if (centre - radius > Math.max(radii.r3, floorDeg)) expect(level).toBeLessThanOrEqual(2);
          if (centre - radius > radii.r2) expect(level).toBeLessThanOrEqual(1);
          if (centre - radius > farDeg) expect(level).toBe(0);
          if (centre + radius < farDeg) expect(level).toBeGreaterThan(0);
        });
        expect([...levels]).toContain(4);
        // Some presets have no far periphery, or one beyond these pictures.
        if (farDeg < 45) expect([...levels]).toContain(0);
      });
    });
  });

  it.each(['narrow', 'wide'])(
    'keep the fovea of fine splats within 40 dB of the full picture with every saving on (%s)',
    (preset) => {
      for (const look of [gaze, [0, 0, -1], [-0.5, -0.3, -0.81]]) {
        const drawn = fine.draw(viewOf(eyes, { mode: VIEW_MODE.a3fr, preset, switches: ALL_ON, gaze: look }));
        expect(drawn.splatsProjected).toBeLessThan(whole.splatsProjected);
        drawn.eyes.forEach((picture, e) => {
          const db = fovealPsnr(picture.color, whole.eyes[e]!.color, eyes[e]!, look, 10, RGBA);
          expect(db).toBeGreaterThan(40);
          expect(psnr(picture.color, whole.eyes[e]!.color, RGBA)).toBeGreaterThan(15);
        });
      }
    },
  );

  it('draw fewer splats far from the gaze where level of detail is on', () => {
    const view = (lod: boolean) =>
      viewOf(eyes, { mode: VIEW_MODE.a3fr, switches: { lod }, gaze: [-0.7, 0, -0.714] });
    const without = fine.draw(view(false)).splatsProjected;
    const count = fine.draw(view(true)).splatsProjected;
    expect(without).toBe(whole.splatsProjected);
    expect(count).toBeLessThan(0.95 * without);
    expect(count).toBeGreaterThan(0.1 * without);
  });
});
