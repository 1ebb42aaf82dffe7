import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { angleBetweenDeg } from './eccentricity.ts';
import { ballEccentricityDeg, keepFraction, type LodOptions, sigmaGrowth } from './lod.ts';

fc.configureGlobal({ seed: 20 });

const positive = fc.double({ min: 0.01, max: 100, noNaN: true });
const degrees = fc.double({ min: 0, max: 180, noNaN: true });
const options: fc.Arbitrary<LodOptions> = fc.record({
  fullWithinDeg: fc.double({ min: 0, max: 30, noNaN: true }),
  slope: fc.double({ min: 0, max: 0.05, noNaN: true }),
  minFraction: fc.double({ min: 0.01, max: 1, noNaN: true }),
});

describe('keepFraction', () => {
  it('never rises with eccentricity or distance, never falls with size, and stays in minFraction..1', () => {
    fc.assert(
      fc.property(options, degrees, positive, positive, positive, (o, deg, sigma, distance, more) => {
        const fraction = keepFraction(deg, sigma, distance, o);
        return (
          fraction >= o.minFraction &&
          fraction <= 1 &&
          keepFraction(deg + more, sigma, distance, o) <= fraction &&
          keepFraction(deg, sigma, distance + more, o) <= fraction &&
          keepFraction(deg, sigma + more, distance, o) >= fraction
        );
      }),
    );
  });

  it('keeps all in the fovea, and what stays grows to just the size that is needed', () => {
    const o: LodOptions = { fullWithinDeg: 11, slope: 0.018, minFraction: 0.001 };
    expect(keepFraction(o.fullWithinDeg, 1e-6, 10, o)).toBe(1);
    const beyond = 20;
    const needed = 3 * o.slope * ((beyond * Math.PI) / 180);
    const fraction = keepFraction(o.fullWithinDeg + beyond, needed / 2, 3, o);
    expect(fraction).toBeCloseTo(0.25, 10);
    expect((needed / 2) * sigmaGrowth(fraction)).toBeCloseTo(needed, 10);
  });
});

describe('ballEccentricityDeg', () => {
  it('is zero inside the ball and on it, else the angle of its nearest point', () => {
    expect(ballEccentricityDeg([0, 0, -0.5], 1, [0, 1, 0])).toBe(0);
    expect(ballEccentricityDeg([0.1, 0, -2], 1, [0, 0, -1])).toBe(0);
    expect(ballEccentricityDeg([2, 0, 0], 1, [0, 0, -1])).toBeCloseTo(60, 10);
  });

  it('bounds the angle of every point of the ball from below', () => {
    const unit = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(unit, unit, unit, fc.double({ min: 0.05, max: 2, noNaN: true }), (x, y, z, radius) => {
        const length = Math.hypot(x, y, z) || 1;
        const centre = [3, 1, -2];
        const point = [
          centre[0]! + (radius * x) / length,
          centre[1]! + (radius * y) / length,
          centre[2]! + (radius * z) / length,
        ];
        const distance = Math.hypot(point[0]!, point[1]!, point[2]!);
        const direction = point.map((value) => value / distance);
        const nearest = ballEccentricityDeg(centre, radius, [0, 0, -1]);
        return angleBetweenDeg(direction, [0, 0, -1]) >= nearest - 1e-9;
      }),
    );
  });
});
