import { setFlagsFromString } from 'node:v8';
import { describe, expect, it } from 'vitest';
import { detectVariant } from '../../../kernels/module.ts';
import { COARSE, FINE, quantizeLinear } from '../../../kernels/transformer/quantize-linear.ts';
import { gemmRow } from '../../../kernels/transformer/reference/gemm.ts';
import { linear } from '../../../kernels/transformer/reference/linear.ts';
import { quantizeRow, quantizeRowFinely } from '../../../kernels/transformer/reference/quantize.ts';
import { angleBetweenGazesDeg } from '../angles.ts';
import type { ExitEstimate, TokenBox, Tracker } from '../tracker.ts';
import { HEADSET, type TrackerConfig } from '../tracker-config.ts';
import { type ApplyLinear, FloatTracker } from './float-tracker.ts';
import { loadTracker } from './load-tracker.ts';
import { randomWeights } from './test-support/random-weights.ts';
import { loadTransformerKernels } from './tracker-kernels-node.ts';
import { readTrackerWeights } from './tracker-weights.ts';

// Node 20 keeps relaxed SIMD behind a flag, which may still be set before the first module is compiled.
setFlagsFromString('--experimental-wasm-relaxed-simd');

const VARIANTS = detectVariant() === 'relaxed' ? (['simd', 'relaxed'] as const) : (['simd'] as const);

/** Small, so that floats in TypeScript are quick; its sizes are no multiples of what the kernels work on at once. */
const SMALL: TrackerConfig = {
  ...HEADSET,
  width: 112,
  height: 80,
  embed: [16, 24],
  dim: 48,
  heads: 3,
  hidden: 56,
  head: [20],
};
const ONE_LAYER: TrackerConfig = { ...SMALL, embed: [] };

function imageOf({ width, height }: TrackerConfig, seed: number): Uint8Array {
  return Uint8Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    return 128 + 60 * Math.sin(x / (3 + seed)) * Math.cos(y / 5) + ((i * 7919 * (seed + 1)) % 40);
  });
}

interface Run {
  readonly box?: TokenBox;
  readonly topK?: number;
  readonly stopAt?: number;
}

function exitsOf(tracker: Tracker, image: Uint8Array, { box, topK = 1, stopAt }: Run = {}): ExitEstimate[] {
  const exits: ExitEstimate[] = [];
  tracker.run(image, box ?? null, topK, (estimate) => {
    exits.push({ ...estimate });
    return estimate.exit === stopAt ? 'stop' : 'continue';
  });
  return exits;
}

const trackerOf = (config: TrackerConfig, variant: (typeof VARIANTS)[number] | null, seed = 1) =>
  loadTracker(randomWeights(config, seed), config, variant && loadTransformerKernels(variant));

/** A linear layer as the kernels compute it: of pixels in floats, before tokens and before attention in 12 bits. */
const quantized: ApplyLinear = (rows, { weight, bias }) => {
  const [inputs, outputs] = [weight.length / bias.length, bias.length];
  if (inputs === 16 || inputs === SMALL.patch ** 2) return linear(rows, weight, bias);
  const attention = inputs === SMALL.dim && (outputs === 3 * SMALL.dim || outputs === SMALL.dim);
  const fine = attention || SMALL.embed.some((width) => inputs === 4 * width);
  const layer = quantizeLinear(weight, bias, fine ? FINE : COARSE);
  const out = new Float32Array((rows.length / inputs) * outputs);
  for (let row = 0; row * inputs < rows.length; row++) {
    const values = rows.slice(row * inputs, (row + 1) * inputs);
    out.set(gemmRow(fine ? quantizeRowFinely(values) : quantizeRow(values), layer), row * outputs);
  }
  return out;
};

/** Angles between the exits of two trackers. */
function differences(a: readonly ExitEstimate[], b: readonly ExitEstimate[]): number[] {
  return a.map((estimate, i) => angleBetweenGazesDeg(estimate, b[i]!));
}

const BOX: TokenBox = { left: 2, top: 1, columns: 3, rows: 3 };

describe.each([
  ['cells before the tokens', SMALL],
  ['one layer', ONE_LAYER],
])('trackers, %s', (_, config) => {
  const float = trackerOf(config, null);

  it.each(VARIANTS)('%s is the network with quantized layers, in every way of running', (variant) => {
    const integer = trackerOf(config, variant);
    const wanted = new FloatTracker(config, readTrackerWeights(randomWeights(config, 1), config), quantized);
    for (const run of [{}, { box: BOX }, { topK: 0.5 }, { box: BOX, topK: 0.3 }, { topK: 0.01 }] as Run[]) {
      const image = imageOf(config, 1);
      const [a, b] = [exitsOf(integer, image, run), exitsOf(wanted, image, run)];
      expect(a.map(({ exit, tokens }) => [exit, tokens])).toEqual(
        b.map(({ exit, tokens }) => [exit, tokens]),
      );
      // A value that lies between two codes may take either; with few tokens nothing averages that out.
      const most = run.topK === undefined ? 0.5 : 2;
      expect(Math.max(...differences(a, b)), JSON.stringify(run)).toBeLessThan(most);
    }
  });

  it('quantized layers follow the floats', () => {
    const integer = trackerOf(config, 'simd');
    const off = [0, 1, 2, 3].flatMap((seed) => {
      const image = imageOf(config, seed);
      return differences(exitsOf(integer, image), exitsOf(float, image));
    });
    // Of random weights, whose exits lie tens of degrees apart.
    expect(off.reduce((sum, angle) => sum + angle, 0) / off.length).toBeLessThan(1.5);
  });

  it('both builds give nearly the same', () => {
    const exits = VARIANTS.map((variant) => exitsOf(trackerOf(config, variant), imageOf(config, 1)));
    for (const other of exits) expect(Math.max(...differences(exits[0]!, other))).toBeLessThan(0.5);
  });

  it('says how many tokens each block worked on', () => {
    const counts = (run: Run) => exitsOf(float, imageOf(config, 0), run).map(({ tokens }) => tokens);
    expect(counts({})).toEqual([35, 35, 35, 35, 35, 35]);
    expect(counts({ topK: 0.5 })).toEqual([35, 35, 17, 17, 8, 8]);
    expect(counts({ box: BOX, topK: 0.5 })).toEqual([9, 9, 4, 4, 2, 2]);
    expect(counts({ topK: 0.01 })).toEqual([35, 35, 1, 1, 1, 1]);
  });

  it.each([null, ...VARIANTS])('%s: a box sees nothing of what is beside it', (variant) => {
    const tracker = trackerOf(config, variant);
    const image = imageOf(config, 2);
    const inside = (i: number) => {
      const column = Math.floor((i % config.width) / config.patch) - BOX.left;
      const row = Math.floor(i / config.width / config.patch) - BOX.top;
      return column >= 0 && column < BOX.columns && row >= 0 && row < BOX.rows;
    };
    const exits = exitsOf(tracker, image, { box: BOX });
    const beside = image.map((value, i) => (inside(i) ? value : 255 - value));
    expect(exitsOf(tracker, beside, { box: BOX })).toEqual(exits);
    const within = image.map((value, i) => (inside(i) ? 255 - value : value));
    expect(exitsOf(tracker, within, { box: BOX })).not.toEqual(exits);
  });

  it.each([null, ...VARIANTS])('%s stops where it is told to, and goes on with the next image', (variant) => {
    const tracker = trackerOf(config, variant);
    const [a, b] = [imageOf(config, 0), imageOf(config, 3)];
    const whole = exitsOf(tracker, a);
    expect(exitsOf(tracker, b, { stopAt: 2, topK: 0.6 })).toHaveLength(2);
    expect(exitsOf(tracker, a)).toEqual(whole);
  });

  it.each([null, 'simd'] as const)('%s refuses what does not fit', (variant) => {
    const tracker = trackerOf(config, variant);
    const image = imageOf(config, 0);
    const box = (change: Partial<TokenBox>) => () => exitsOf(tracker, image, { box: { ...BOX, ...change } });
    expect(() => exitsOf(tracker, image.subarray(1))).toThrow('must have 112 × 80 = 8960 pixels, not 8959');
    expect(box({ left: 5 })).toThrow('The box of 3 × 3 patches at 5, 1 leaves the grid of 7 × 5.');
    for (const change of [{ top: -1 }, { columns: 0 }, { rows: 1.5 }, { left: Number.NaN }]) {
      expect(box(change)).toThrow(RangeError);
    }
    for (const topK of [0, -1, 1.1, Number.NaN]) {
      expect(() => exitsOf(tracker, image, { topK })).toThrow('The share of tokens to keep');
    }
  });

  it('a constant image gives finite angles', () => {
    for (const variant of [null, ...VARIANTS]) {
      for (const grey of [0, 128, 255]) {
        const image = new Uint8Array(config.width * config.height).fill(grey);
        for (const { yawDeg, pitchDeg, openness } of exitsOf(trackerOf(config, variant), image)) {
          expect([yawDeg, pitchDeg, openness].every(Number.isFinite)).toBe(true);
        }
      }
    }
  });
});
