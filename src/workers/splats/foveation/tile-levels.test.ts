import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FOVEATION_PRESETS, presetNamed } from './default-presets.ts';
import { directionOfPixel, type EyeGeometry, tileDirections, tileEccentricityDeg } from './eccentricity.ts';
import type { RegionRadii } from './regions.ts';
import {
  contentLevels,
  contentScratch,
  type FoveationOptions,
  foveatedLevels,
  paperFoveation,
  sortedQuantile,
} from './tile-levels.ts';

fc.configureGlobal({ seed: 20 });

const eye: EyeGeometry = { left: 1.2, right: 1, up: 1, down: 1.1, width: 640, height: 480 };
const tiles = tileDirections(eye);

const angle = fc.double({ min: 0, max: 120, noNaN: true });
const radii: fc.Arbitrary<RegionRadii> = fc
  .tuple(angle, angle, angle)
  .map((r) => r.sort((a, b) => a - b))
  .map(([r4, r3, r2]) => ({ r4: r4!, r3: r3!, r2: r2! }));
const options: fc.Arbitrary<FoveationOptions> = fc.record({
  radii,
  farDeg: fc.oneof(angle, fc.constant(Number.POSITIVE_INFINITY)),
  fullWithinDeg: fc.double({ min: 0, max: 20, noNaN: true }),
  conservative: fc.boolean(),
});
const gazes = fc
  .tuple(fc.double({ min: 0, max: 640, noNaN: true }), fc.double({ min: 0, max: 480, noNaN: true }))
  .map(([x, y]) => {
    const d = [0, 0, 0];
    directionOfPixel(eye, x, y, d);
    return d;
  });
const contents = fc
  .array(fc.integer({ min: 1, max: 4 }), { minLength: tiles.count, maxLength: tiles.count })
  .map((levels) => Uint8Array.from(levels));
const quantileTriple = fc
  .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 })
  .map((q) => q.sort((a, b) => a - b));

function assign(content: Uint8Array, gaze: number[], o: FoveationOptions, previous?: Uint8Array): Uint8Array {
  const levels = previous ? previous.slice() : new Uint8Array(tiles.count);
  foveatedLevels(content, tiles, gaze, o, levels, previous !== undefined);
  return levels;
}

const everyTile = (test: (tile: number) => boolean) =>
  tiles.centres.every((_, i) => i % 3 !== 0 || test(i / 3));

describe('contentLevels', () => {
  it('ranks tiles by exact quantiles, against a brute-force definition', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(300), { minLength: 1, maxLength: 200 }),
        quantileTriple,
        (counts, quantiles) => {
          const out = new Uint8Array(counts.length);
          contentLevels(counts, quantiles, contentScratch(counts.length), out);
          const limits = quantiles.map((q) => bruteQuantile(counts, q));
          return counts.every((n, i) => out[i] === 1 + limits.filter((limit) => n >= limit).length);
        },
      ),
    );
  });

  it('works on 8192 tiles and takes the counts only as far as there are tiles', () => {
    const counts = Uint32Array.from({ length: 9000 }, (_, i) => (i * 7919) % 8192);
    const out = new Uint8Array(9000);
    contentLevels(counts, [0.25, 0.5, 0.9], contentScratch(8192), out);
    const histogram = [0, 0, 0, 0, 0];
    for (let i = 0; i < 8192; i++) histogram[out[i]!]!++;
    expect(histogram).toEqual([0, 2048, 2048, 3276, 820]);
    expect(out.subarray(8192).every((level) => level === 0)).toBe(true);
  });

  it('gives every tile level 4 when all quantiles are 0, and on a uniform image', () => {
    const out = new Uint8Array(4);
    contentLevels([0, 5, 2, 9], [0, 0, 0], contentScratch(4), out);
    expect([...out]).toEqual([4, 4, 4, 4]);
    contentLevels([7, 7, 7, 7], [0.25, 0.5, 0.9], contentScratch(4), out);
    expect([...out]).toEqual([4, 4, 4, 4]);
  });

  it('never gives a tile with more splats a lower level', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(50), { minLength: 1, maxLength: 60 }),
        quantileTriple,
        (counts, quantiles) => {
          const out = new Uint8Array(counts.length);
          contentLevels(counts, quantiles, contentScratch(counts.length), out);
          return counts.every((n, i) => counts.every((m, j) => n < m || out[i]! >= out[j]!));
        },
      ),
    );
  });

  it('interpolates between order statistics', () => {
    expect(sortedQuantile([1, 3, 10], 0.75)).toBe(6.5);
    expect(sortedQuantile([1, 3, 10], 1)).toBe(10);
    expect(sortedQuantile([], 0.5)).toBe(0);
  });
});

describe('foveatedLevels', () => {
  it('follows the rule of the paper, centre by centre', () => {
    fc.assert(
      fc.property(
        contents,
        gazes,
        fc.constantFrom(...FOVEATION_PRESETS.presets),
        (content, gaze, { radii: preset }) => {
          const levels = assign(content, gaze, paperFoveation(preset));
          return everyTile((tile) => {
            const d = tileEccentricityDeg(tiles, tile, gaze);
            if ([preset.r2, preset.r3, preset.r4].some((r) => Math.abs(d - r) < 1e-3)) return true;
            const step = d >= preset.r2 ? 3 : d >= preset.r3 ? 2 : d >= preset.r4 ? 1 : 0;
            return levels[tile] === Math.max(1, content[tile]! - step);
          });
        },
      ),
    );
  });

  it('gives the full image for infinite radii and zero ones the coarsest', () => {
    const content = new Uint8Array(tiles.count).fill(4);
    const inf = Number.POSITIVE_INFINITY;
    for (const conservative of [false, true]) {
      const all = { ...paperFoveation({ r4: inf, r3: inf, r2: inf }), conservative };
      expect(assign(content, [0, 0, -1], all).every((level) => level === 4)).toBe(true);
      const none = { ...paperFoveation({ r4: 0, r3: 0, r2: 0 }), conservative };
      expect(assign(content, [0, 0, -1], none).every((level) => level === 1)).toBe(true);
      expect(assign(content, [0, 0, -1], { ...none, farDeg: 0 }).every((level) => level === 0)).toBe(true);
    }
  });

  it('never gives a tile nearer to the gaze a lower level at the same content', () => {
    fc.assert(
      fc.property(gazes, options, fc.integer({ min: 1, max: 4 }), (gaze, o, level) => {
        const levels = assign(new Uint8Array(tiles.count).fill(level), gaze, o);
        const which = o.conservative ? 'nearest' : 'centre';
        const order = Array.from(levels, (l, tile) => ({
          l,
          d: tileEccentricityDeg(tiles, tile, gaze, which),
        })).sort((a, b) => a.d - b.d);
        return order.every(({ l, d }, i) => i === 0 || l <= order[i - 1]!.l || d - order[i - 1]!.d < 1e-3);
      }),
    );
  });

  it('never lowers a tile when a radius grows, content rises or the angle is taken conservatively', () => {
    fc.assert(
      fc.property(
        contents,
        gazes,
        options,
        fc.constantFrom('r4', 'r3', 'r2', 'farDeg', 'fullWithinDeg', 'content', 'conservative'),
        fc.double({ min: 0, max: 60, noNaN: true }),
        (content, gaze, o, what, more) => {
          const before = assign(content, gaze, {
            ...o,
            conservative: what === 'conservative' ? false : o.conservative,
          });
          let after: Uint8Array;
          if (what === 'content')
            after = assign(
              content.map((l) => Math.min(4, l + 1)),
              gaze,
              o,
            );
          else if (what === 'conservative') after = assign(content, gaze, { ...o, conservative: true });
          else if (what === 'farDeg' || what === 'fullWithinDeg') {
            after = assign(content, gaze, { ...o, [what]: o[what] + more });
          } else after = assign(content, gaze, { ...o, radii: { ...o.radii, [what]: o.radii[what] + more } });
          return everyTile((tile) => after[tile]! >= before[tile]!);
        },
      ),
    );
  });

  it('incrementally is the maximum over all exits so far', () => {
    fc.assert(
      fc.property(contents, gazes, options, gazes, options, (content, gazeA, a, gazeB, b) => {
        const first = assign(content, gazeA, a);
        const second = assign(content, gazeB, b);
        const both = assign(content, gazeB, b, first);
        return everyTile((tile) => both[tile] === Math.max(first[tile]!, second[tile]!));
      }),
    );
  });

  it('guarantees full tiles near the gaze and level 0 beyond the far radius', () => {
    const { radii: preset, farDeg } = presetNamed('narrow');
    expect(farDeg).toBe(40);
    const gaze = [0, 0, -1];
    const o = { radii: preset, farDeg, fullWithinDeg: 10, conservative: true };
    const levels = assign(new Uint8Array(tiles.count).fill(1), gaze, o);
    const seen = new Set<number>();
    for (let tile = 0; tile < tiles.count; tile++) {
      const nearest = tileEccentricityDeg(tiles, tile, gaze, 'nearest');
      if (nearest < 9.99) expect(levels[tile]).toBe(4);
      else if (nearest > 40.01) expect(levels[tile]).toBe(0);
      seen.add(levels[tile]!);
    }
    expect([...seen].sort()).toEqual([0, 1, 4]);
  });
});

/** Quantile by its definition on a plain sorted copy: value at q (n - 1), linear between neighbours. */
function bruteQuantile(values: number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = q * (sorted.length - 1);
  const low = sorted[Math.floor(at)]!;
  return low + (at % 1) * (sorted[Math.ceil(at)]! - low);
}
