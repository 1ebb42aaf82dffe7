import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { angleBetweenDeg } from './eccentricity.ts';
import {
  ballAreaPx,
  ballEccentricityDeg,
  DEFAULT_LOD,
  denserOpacity,
  densityGain,
  keepCount,
  keepFraction,
  type LodOptions,
  sigmaGrowth,
  steadyFraction,
} from './lod.ts';

fc.configureGlobal({ seed: 20 });

const share = fc.double({ min: 0.01, max: 1, noNaN: true });
const positive = fc.double({ min: 0.01, max: 100, noNaN: true });
const options: fc.Arbitrary<LodOptions> = fc.record({
  fullWithinDeg: fc.double({ min: 0, max: 30, noNaN: true }),
  doublingDeg: fc.double({ min: 1, max: 40, noNaN: true }),
  exponent: fc.double({ min: 0, max: 2, noNaN: true }),
  splatsPerPixel: fc.oneof(positive, fc.constant(Number.POSITIVE_INFINITY)),
  minFraction: share,
  growthExponent: fc.double({ min: 0, max: 0.5, noNaN: true }),
  maxGrowth: fc.double({ min: 1, max: 3, noNaN: true }),
  maxDensity: fc.double({ min: 1, max: 4, noNaN: true }),
  hysteresis: fc.double({ min: 0, max: 0.9, noNaN: true }),
});

describe('keepFraction', () => {
  it('never rises with eccentricity nor falls with area, and stays in minFraction..1', () => {
    const degrees = fc.double({ min: 0, max: 180, noNaN: true });
    fc.assert(
      fc.property(options, degrees, positive, positive, positive, (o, deg, moreDeg, area, moreArea) => {
        const fraction = keepFraction(deg, area, 2000, o);
        return (
          fraction >= o.minFraction &&
          fraction <= 1 &&
          keepFraction(deg + moreDeg, area, 2000, o) <= fraction &&
          keepFraction(deg, area + moreArea, 2000, o) >= fraction
        );
      }),
    );
  });

  it('keeps all in the fovea and halves at the doubling angle', () => {
    const o = { ...DEFAULT_LOD, minFraction: 0.01 };
    expect(keepFraction(o.fullWithinDeg, 0, 1000, o)).toBe(1);
    expect(keepFraction(o.fullWithinDeg + o.doublingDeg, 1e9, 1000, o)).toBeCloseTo(0.5, 12);
    expect(keepFraction(o.fullWithinDeg + o.doublingDeg, 1e9, 1000, { ...o, exponent: 2 })).toBeCloseTo(
      0.25,
      12,
    );
  });

  it('keeps as many splats as the pixels are worth', () => {
    const o = { ...DEFAULT_LOD, splatsPerPixel: 4, minFraction: 0.01 };
    expect(keepFraction(0, 100, 1000, o)).toBeCloseTo(0.4, 12);
    expect(keepFraction(0, Number.POSITIVE_INFINITY, 1000, o)).toBe(1);
  });
});

describe('balls', () => {
  it('lie no farther from the gaze than any of their points', () => {
    const part = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.tuple(part, part, part),
        fc.tuple(part, part, part),
        positive,
        (centre, toPoint, radius) => {
          const length = Math.hypot(...toPoint);
          fc.pre(length > 1e-3);
          const point = centre.map((v, i) => v + (toPoint[i]! / Math.max(1, length)) * radius);
          const gaze = [0.6, 0, -0.8];
          return ballEccentricityDeg(centre, radius, gaze) <= angleBetweenDeg(point, gaze) + 1e-6;
        },
      ),
    );
  });

  it('subtend asin(radius / distance)', () => {
    expect(ballEccentricityDeg([2, 0, 0], 1, [0, 0, -1])).toBeCloseTo(60, 10);
    expect(ballEccentricityDeg([0, 0, -2], 1, [0, 0, -1])).toBe(0);
    expect(ballEccentricityDeg([0, 0, 0.5], 1, [0, 0, -1])).toBe(0);
  });

  it('cover less from farther away and everything from inside', () => {
    expect(ballAreaPx(1, 2, 100)).toBeCloseTo(Math.PI * 2500, 8);
    expect(ballAreaPx(1, 4, 100)).toBeLessThan(ballAreaPx(1, 2, 100));
    expect(ballAreaPx(1, 1, 100)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('compensation', () => {
  it('is nothing at full detail, bounded, and grows as fewer are kept', () => {
    fc.assert(
      fc.property(options, share, share, (o, a, b) => {
        const [few, many] = [Math.min(a, b), Math.max(a, b)];
        const growth = sigmaGrowth(few, o);
        const gain = densityGain(few, growth, o);
        return (
          sigmaGrowth(1, o) === 1 &&
          densityGain(1, 1, o) === 1 &&
          growth >= sigmaGrowth(many, o) &&
          growth <= o.maxGrowth &&
          gain >= 1 &&
          gain <= o.maxDensity
        );
      }),
    );
  });

  it('keeps covered area times density where no bound bites', () => {
    const o = { ...DEFAULT_LOD, growthExponent: 0.25, maxGrowth: 10, maxDensity: 10 };
    const growth = sigmaGrowth(0.25, o);
    expect(0.25 * growth ** 2 * densityGain(0.25, growth, o)).toBeCloseTo(1, 12);
    expect(sigmaGrowth(0.25, { ...o, growthExponent: 0.5 })).toBeCloseTo(2, 12);
  });

  it('stacks layers of opacity', () => {
    expect(denserOpacity(0.4, 2)).toBeCloseTo(1 - 0.36, 12);
    expect(denserOpacity(0.4, 1)).toBeCloseTo(0.4, 12);
    expect(denserOpacity(1, 3)).toBe(1);
  });
});

describe('steadyFraction', () => {
  it('is never below what is wanted, rises at once and ignores small falls', () => {
    fc.assert(
      fc.property(options, share, share, (o, last, wanted) => {
        const now = steadyFraction(last, wanted, o);
        return now >= wanted && (now === wanted || now === last) && now <= Math.max(last, wanted);
      }),
    );
    const o = { ...DEFAULT_LOD, hysteresis: 0.2 };
    expect(steadyFraction(0.5, 0.51, o)).toBe(0.51);
    expect(steadyFraction(0.5, 0.41, o)).toBe(0.5);
    expect(steadyFraction(0.5, 0.39, o)).toBe(0.39);
  });
});

describe('keepCount', () => {
  it('rounds up and never exceeds the chunk', () => {
    expect(keepCount(0.1, 11)).toBe(2);
    expect(keepCount(1, 11)).toBe(11);
    expect(keepCount(0.001, 11)).toBe(1);
    expect(keepCount(0.5, 0)).toBe(0);
  });
});
