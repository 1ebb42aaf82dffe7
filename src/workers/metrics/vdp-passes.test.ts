import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { describe, expect, it } from 'vitest';
import { detectVariant } from '../../kernels/module.ts';
import { createVdpPasses } from '../../kernels/vdp/vdp-passes.ts';
import { sensitivityTable } from '../../metrics/fovvideovdp/csf/sensitivity.ts';
import { createReferencePasses } from '../../metrics/fovvideovdp/passes-reference.ts';
import { vdpModel } from '../../metrics/fovvideovdp/vdp-model.ts';
import type { Plane, VdpBand, VdpPasses } from '../../shared/vdp-passes.ts';

// Node 20 keeps relaxed SIMD behind a flag, which may still be set before the first module is compiled.
setFlagsFromString('--experimental-wasm-relaxed-simd');

/** Error of linear passes, relative to the largest value of the picture. */
const LINEAR_ERROR = 4e-7;
/**
 * Relative error of a band's sum, and of D where D is above 0.01. A single D takes the 2.4th power of the small difference of two
 * large numbers, each rounded to single precision here as in the reference.
 */
const SUM_ERROR = 1e-4;
const DIFFERENCE_ERROR = 1e-3;

const VARIANTS = detectVariant() === 'relaxed' ? ['simd', 'relaxed'] : ['simd'];
const passesOf = (variant: string) => {
  const url = new URL(`../../kernels/vdp/dist/vdp.${variant}.wasm`, import.meta.url);
  return createVdpPasses(new WebAssembly.Module(readFileSync(url)), variant);
};
const model = vdpModel(sensitivityTable());

/** mulberry32 */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Values = (index: number) => number;

function planeOf(passes: VdpPasses, length: number, values: Values): Plane {
  const plane = passes.allocate(length);
  const view = passes.view(plane, length);
  for (let i = 0; i < length; i++) view[i] = values(i);
  return plane;
}

function expectClose(actual: Float32Array, wanted: Float32Array, message: string): void {
  const scale = wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-30);
  const off = actual.findIndex((value, i) => !(Math.abs(value - wanted[i]!) <= LINEAR_ERROR * scale));
  if (off >= 0) expect(actual[off], `${message}, place ${off}`).toBe(wanted[off]);
}

/** Every size from 1 to 40 once as width and once as height, odd with even and large with small. */
const SIZES = Array.from({ length: 40 }, (_, i) => [i + 1, ((i * 17) % 40) + 1] as const);

/** One band with what goes with it, the same in any passes. */
interface Scene {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 2;
  readonly foveated: boolean;
  readonly wantsDifference: boolean;
  readonly seed: number;
  /** Changes the values of the test picture; by default it differs from the reference by noise of up to a tenth. */
  readonly test?: (reference: number, random: () => number) => number;
}

function bandOf(passes: VdpPasses, scene: Scene): VdpBand {
  const { width, height, channels, foveated, seed } = scene;
  const random = randomFrom(seed);
  const test = scene.test ?? ((value, next) => value * (1 + 0.2 * (next() - 0.5)));
  const count = width * height;
  const coarse = Math.ceil(width / 2) * Math.ceil(height / 2);
  const level = 10 ** (4 * random() - 1.5);
  const pairs = Array.from({ length: channels }, () => {
    const mean = Array.from({ length: coarse }, () => level * (0.2 + random()));
    const reference = Array.from({ length: count }, (_, i) => mean[i >> 2]! * (0.5 + random()));
    return {
      reference: {
        fine: planeOf(passes, count, (i) => reference[i]!),
        coarse: planeOf(passes, coarse, (i) => mean[i]!),
      },
      test: {
        fine: planeOf(passes, count, (i) => test(reference[i]!, random)),
        coarse: planeOf(passes, coarse, (i) => test(mean[i]!, random)),
      },
    };
  });
  return {
    width,
    height,
    test: pairs.map((pair) => pair.test),
    reference: pairs.map((pair) => pair.reference),
    gain: seed % 2 ? 2 : 1,
    rho: 31 * random(),
    foveation: foveated
      ? {
          rho: planeOf(passes, count, () => 31 * random()),
          columns: planeOf(passes, width, (x) => 2.3 * (x - width / 2)),
          rows: planeOf(passes, height, (y) => 2.3 * (height / 2 - y)),
          gaze: Float64Array.of(20 * (random() - 0.5), 20 * (random() - 0.5)),
        }
      : null,
    difference: scene.wantsDifference ? pairs.map(() => planeOf(passes, count, () => -1)) : null,
  };
}

function errorsOf(passes: VdpPasses, scene: Scene) {
  passes.release();
  passes.configure(model);
  const band = bandOf(passes, scene);
  const sums = new Float64Array(2);
  passes.bandErrors(band, sums);
  const count = scene.width * scene.height;
  return { sums, differences: band.difference?.map((plane) => passes.view(plane, count).slice()) ?? [] };
}

describe.each(VARIANTS)('passes of FovVideoVDP on WebAssembly, %s', (variant) => {
  const passes = passesOf(variant);
  const reference = createReferencePasses();

  const both = (run: (passes: VdpPasses) => Float32Array): [Float32Array, Float32Array] => {
    passes.release();
    reference.release();
    return [run(passes), run(reference)];
  };

  it.each(SIZES)('reduces and expands %i × %i as the reference does', (width, height) => {
    const coarse = Math.ceil(width / 2) * Math.ceil(height / 2);
    if (width > 1 && height > 1) {
      const reduced = both((on) => {
        const random = randomFrom(width);
        const to = on.allocate(coarse);
        on.reduce(
          planeOf(on, width * height, () => 100 * random()),
          width,
          height,
          to,
        );
        return on.view(to, coarse).slice();
      });
      expectClose(...reduced, 'reduce');
    } else {
      expect(() => passes.reduce(passes.allocate(40), width, height, passes.allocate(40))).toThrow(
        'cannot be reduced',
      );
    }
    const expanded = both((on) => {
      const random = randomFrom(height);
      const to = on.allocate(width * height);
      on.expand(
        planeOf(on, coarse, () => 100 * random()),
        width,
        height,
        to,
      );
      return on.view(to, width * height).slice();
    });
    expectClose(...expanded, 'expand');
  });

  it.each([1, 3, 4] as const)('looks up the luminance of pixels with %i channels', (channels) => {
    const random = randomFrom(channels);
    const table = Float32Array.from({ length: 768 }, () => 200 * random());
    for (const count of [1, 7, 16_384, 40_001]) {
      const pixels = Uint8Array.from({ length: channels * count }, () => 256 * random());
      const [actual, wanted] = both((on) => {
        const to = on.allocate(count);
        on.luminance(pixels, channels, table, count, to);
        return on.view(to, count).slice();
      });
      expectClose(actual, wanted, `${count} pixels`);
    }
  });

  it.each([1, 2, 8, 23])('sums %i frames with both filters', (taps) => {
    for (const count of [1, 5, 64, 1023]) {
      const [actual, wanted] = both((on) => {
        const random = randomFrom(count);
        const frames = Array.from({ length: taps }, () => planeOf(on, count, () => 100 * random()));
        const weights = Array.from({ length: 2 }, () => Float32Array.from(frames, () => random() - 0.3));
        const [slow, fast] = [on.allocate(count), on.allocate(count)];
        on.temporal(frames, weights[0]!, weights[1]!, count, slow, fast);
        return Float32Array.from([...on.view(slow, count), ...on.view(fast, count)]);
      });
      expectClose(actual, wanted, `${count} pixels`);
    }
  });

  it.each([
    { foveated: false, channels: 1 },
    { foveated: false, channels: 2 },
    { foveated: true, channels: 1 },
    { foveated: true, channels: 2 },
  ] as const)('measures a band of $channels channels, foveated: $foveated', ({ foveated, channels }) => {
    for (const [seed, [width, height]] of SIZES.entries()) {
      const scene = { width, height, channels, foveated, seed, wantsDifference: true };
      const actual = errorsOf(passes, scene);
      const wanted = errorsOf(reference, scene);
      const label = `${width} × ${height}`;
      for (let c = 0; c < channels; c++) {
        expect(Math.abs(actual.sums[c]! / wanted.sums[c]! - 1), label).toBeLessThan(SUM_ERROR);
        for (const [i, d] of wanted.differences[c]!.entries()) {
          const off = Math.abs(actual.differences[c]![i]! - d);
          if (!(off <= DIFFERENCE_ERROR * Math.max(d, 1e-2))) {
            expect(actual.differences[c]![i], `${label}, place ${i}`).toBe(d);
          }
        }
      }
    }
  });

  const SCENE: Scene = { width: 37, height: 21, channels: 2, foveated: true, wantsDifference: true, seed: 5 };

  it('finds nothing between equal pictures, to the last bit', () => {
    for (const foveated of [false, true]) {
      const { sums, differences } = errorsOf(passes, { ...SCENE, foveated, test: (value) => value });
      expect([...sums]).toEqual([0, 0]);
      for (const d of differences) expect(d.every((value) => value === 0)).toBe(true);
    }
  });

  it('keeps to the limits of contrast and difference', () => {
    const scene: Scene = { ...SCENE, test: (value, random) => (random() < 0.3 ? 1e6 * value : value) };
    const [actual, wanted] = [errorsOf(passes, scene), errorsOf(reference, scene)];
    expect(Math.max(...wanted.differences[0]!)).toBe(model.differenceLimit);
    for (const c of [0, 1]) {
      expect(Math.abs(actual.sums[c]! / wanted.sums[c]! - 1)).toBeLessThan(SUM_ERROR);
      expect(Math.max(...actual.differences[c]!)).toBeLessThan(
        model.differenceLimit * (1 + DIFFERENCE_ERROR),
      );
    }
  });

  it('makes the sums NaN where a picture holds what is no number', () => {
    for (const foveated of [false, true]) {
      let left = 100;
      const test = (value: number) => (left-- === 0 ? Number.NaN : value);
      const { sums } = errorsOf(passes, { ...SCENE, channels: 1, foveated, test });
      expect(sums[0]).toBeNaN();
    }
  });

  it('survives directions and frequencies that are no numbers', () => {
    passes.release();
    passes.configure(model);
    const band = bandOf(passes, SCENE);
    const count = SCENE.width * SCENE.height;
    passes.view(band.foveation!.rho, count).fill(Number.NaN).fill(1e30, 0, 50).fill(-1e30, 50, 100);
    passes.view(band.foveation!.columns, SCENE.width).fill(Number.NaN).fill(1e38, 3, 9);
    const sums = new Float64Array(2);
    expect(() => passes.bandErrors(band, sums)).not.toThrow();
    expect(sums.every(Number.isFinite)).toBe(true);
  });

  it('writes nothing before a plane, and at most its margin beyond', () => {
    passes.release();
    const [width, height] = [13, 9];
    const guards = [0, 1].map(() => passes.allocate(32));
    passes.release();
    const before = passes.allocate(32);
    const to = passes.allocate(width * height);
    const after = passes.allocate(32);
    expect(before).toBe(guards[0]);
    for (const guard of [before, after]) passes.view(guard, 32).fill(7);
    passes.expand(
      planeOf(passes, 7 * 5, () => 1),
      width,
      height,
      to,
    );
    passes.reduce(
      planeOf(passes, 26 * 18, () => 1),
      26,
      18,
      to,
    );
    for (const guard of [before, after]) {
      expect(passes.view(guard, 32).every((value) => value === 7)).toBe(true);
    }
  });

  it('gives zeroed planes again after a release, and grows', () => {
    passes.release();
    const first = planeOf(passes, 100, () => 3);
    passes.release();
    expect(passes.allocate(100)).toBe(first);
    expect(passes.view(first, 100).every((value) => value === 0)).toBe(true);
    const large = passes.allocate(4e6);
    passes.view(large, 4e6).fill(1);
    expect(passes.view(first, 100).every((value) => value === 0)).toBe(true);
    expect(() => passes.allocate(Number.NaN)).toThrow(RangeError);
    expect(() => passes.allocate(2 ** 31)).toThrow('refused');
    passes.release();
  });

  it('refuses to measure before it is configured, and odd tables', () => {
    const fresh = passesOf(variant);
    expect(() => fresh.bandErrors(bandOf(fresh, SCENE), new Float64Array(2))).toThrow('configured');
    const short = model.sensitivity[0].subarray(1);
    expect(() => fresh.configure({ ...model, sensitivity: [short, short] })).toThrow('32768 entries');
    const axis = { ...model.rho, size: 33 };
    expect(() => fresh.configure({ ...model, rho: axis })).toThrow('at most 32');
  });
});
