import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { presetNamed } from './default-presets.ts';
import { expectedOverlap, lowerSafeRadius, safeRadii, upperSafeRadius } from './safe-radius.ts';

fc.configureGlobal({ seed: 20 });

/** Errors of the six exits in A3FR's released code, degrees. */
const SIGMAS = [7.488, 2.258, 1.057, 0.681, 0.54, 0.518];

/** Lower and upper radius by sampling 20 000 offsets and searching a coarse grid, as the paper's script does. */
const SAMPLED: Record<number, [number, number][]> = {
  4: [
    [0, 23.6],
    [0, 8.8],
    [1.72, 5.88],
    [2.83, 5.08],
    [3.16, 4.78],
    [3.2, 4.75],
  ],
  9: [
    [0, 26.3],
    [4.25, 12.95],
    [7.47, 10.45],
    [8.17, 9.8],
    [8.41, 9.57],
    [8.47, 9.52],
  ],
  18: [
    [0, 32.9],
    [14.58, 21.15],
    [16.88, 19.08],
    [17.47, 18.52],
    [17.65, 18.35],
    [17.65, 18.32],
  ],
  26: [
    [8.79, 39.5],
    [23.1, 28.72],
    [25.06, 26.85],
    [25.57, 26.38],
    [25.74, 26.2],
    [25.74, 26.2],
  ],
  30: [
    [14.46, 43],
    [27.25, 32.6],
    [29.21, 30.75],
    [29.61, 30.3],
    [29.8, 30.15],
    [29.8, 30.12],
  ],
  33: [
    [18.4, 45.5],
    [30.4, 35.5],
    [32.24, 33.7],
    [32.68, 33.28],
    [32.78, 33.12],
    [32.89, 33.1],
  ],
};

/** Seeded normal deviates (Box-Muller over a 32-bit linear congruential generator). */
function offsets(sigma: number, count: number, seed: number): Float64Array {
  let state = seed;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  return Float64Array.from({ length: count }, () => {
    const radius = Math.sqrt(-2 * Math.log(uniform()));
    const angle = 2 * Math.PI * uniform();
    return sigma * Math.hypot(radius * Math.cos(angle), radius * Math.sin(angle));
  });
}

/** Area common to two discs of radii r and R whose centres are d apart, as two circle segments. */
function lensArea(r: number, d: number, R: number): number {
  if (d >= r + R) return 0;
  if (d <= Math.abs(R - r)) return Math.PI * Math.min(r, R) ** 2;
  const segment = (radius: number, h: number) =>
    radius * radius * Math.acos(h / radius) - h * Math.sqrt(radius * radius - h * h);
  const h = (d * d + r * r - R * R) / (2 * d);
  return segment(r, h) + segment(R, d - h);
}

describe('expectedOverlap', () => {
  it('is the smaller disc for a perfect gaze and vanishes for a hopeless one', () => {
    expect(expectedOverlap(2, 3, 0)).toBeCloseTo(4 * Math.PI, 12);
    expect(expectedOverlap(2, 3, 1e5)).toBeLessThan(1e-6);
    // Two equal half-overlapping discs, as a check of the sampled definition itself.
    expect(lensArea(1, 1, 1)).toBeCloseTo((2 * Math.PI) / 3 - Math.sqrt(3) / 2, 12);
  });

  it('agrees with Monte Carlo over the offset', () => {
    for (const [r, R, sigma] of [
      [18, 18, 2.258],
      [14, 18, 7.488],
      [6, 4, 1.057],
      [4, 4, 12],
    ] as const) {
      const samples = offsets(sigma, 200_000, 11);
      const mean = samples.reduce((sum, d) => sum + lensArea(r, d, R), 0) / samples.length;
      expect(expectedOverlap(r, R, sigma) / mean).toBeCloseTo(1, 2);
    }
  });
});

describe('safe radii', () => {
  it('reproduce the sampled table of every region and exit', () => {
    for (const [R, rows] of Object.entries(SAMPLED)) {
      rows.forEach(([lower, upper], exit) => {
        // Grid and sampling error of the table grow with σ.
        const tolerance = Math.max(0.15, 0.06 * SIGMAS[exit]!);
        expect(
          Math.abs(lowerSafeRadius(Number(R), SIGMAS[exit]!) - lower),
          `lower ${R} ${exit}`,
        ).toBeLessThan(tolerance);
        expect(
          Math.abs(upperSafeRadius(Number(R), SIGMAS[exit]!) - upper),
          `upper ${R} ${exit}`,
        ).toBeLessThan(tolerance);
      });
    }
  });

  it('satisfy the 99 % rule under Monte Carlo', () => {
    for (const [R, sigma] of [
      [18, 2.258],
      [33, 7.488],
      [9, 1.057],
    ] as const) {
      const samples = offsets(sigma, 100_000, 3);
      const mean = (r: number) => samples.reduce((sum, d) => sum + lensArea(r, d, R), 0) / samples.length;
      const lower = lowerSafeRadius(R, sigma);
      const upper = upperSafeRadius(R, sigma);
      expect(Math.abs(mean(lower) / (Math.PI * lower * lower) - 0.99)).toBeLessThan(1e-3);
      expect(Math.abs(mean(upper) / (Math.PI * R * R) - 0.99)).toBeLessThan(1e-3);
    }
  });

  it('bracket the true radius, widen with σ and grow with the region', () => {
    const R = fc.double({ min: 1, max: 40, noNaN: true });
    const sigma = fc.double({ min: 0.05, max: 10, noNaN: true });
    fc.assert(
      fc.property(R, sigma, fc.double({ min: 1.05, max: 2, noNaN: true }), (r, s, more) => {
        const slack = 1e-5; // quadrature
        const [lower, upper] = [lowerSafeRadius(r, s), upperSafeRadius(r, s)];
        return (
          lower <= r &&
          lowerSafeRadius(r, s * more) <= lower + slack &&
          upperSafeRadius(r, s * more) >= upper - slack &&
          lowerSafeRadius(r * more, s) >= lower - slack &&
          upperSafeRadius(r * more, s) >= upper - slack
        );
      }),
      { numRuns: 30 },
    );
  });

  it('are the disc itself, less or plus a hair, for a perfect gaze', () => {
    expect(lowerSafeRadius(18, 0)).toBe(18);
    expect(upperSafeRadius(18, 0)).toBeCloseTo(18 * Math.sqrt(0.99), 6);
  });

  it('come as a set per exit: lower before the last, upper for the last', () => {
    const wide = presetNamed('wide').radii;
    const early = safeRadii(wide, 2.258, false);
    const last = safeRadii(wide, 2.258, true);
    expect(early.r4).toBe(lowerSafeRadius(18, 2.258));
    expect(early.r2).toBe(lowerSafeRadius(33, 2.258));
    expect(last.r3).toBe(upperSafeRadius(26, 2.258));
  });
});
