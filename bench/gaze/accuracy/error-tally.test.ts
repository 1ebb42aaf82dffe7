import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../scripts/gaze-traces/seeded-random.ts';
import { ErrorTally } from './error-tally.ts';

const AHEAD = { yawDeg: 0, pitchDeg: 0 };

describe('ErrorTally', () => {
  it('finds the spread that errors were drawn with', () => {
    const random = seededRandom(5);
    const tally = new ErrorTally();
    for (let i = 0; i < 20_000; i++) {
      tally.add({ yawDeg: 1.5 * random.normal(), pitchDeg: 1.5 * random.normal() }, AHEAD);
    }
    const { n, meanDeg, p95Deg, sigmaDeg } = tally.figures;
    expect(n).toBe(20_000);
    expect(sigmaDeg).toBeCloseTo(1.5, 1);
    // Rayleigh: mean σ √(π/2), 95th percentile σ √(2 ln 20).
    expect(meanDeg).toBeCloseTo(1.5 * Math.sqrt(Math.PI / 2), 1);
    expect(p95Deg).toBeCloseTo(1.5 * Math.sqrt(2 * Math.log(20)), 1);
  });

  it('counts a bias as error', () => {
    const tally = new ErrorTally();
    for (let i = 0; i < 3; i++) tally.add({ yawDeg: 2, pitchDeg: 0 }, AHEAD);
    expect(tally.figures.sigmaDeg).toBeCloseTo(Math.SQRT2, 9);
    expect(tally.figures.meanDeg).toBeCloseTo(2, 9);
  });

  it('has no figures for nothing', () => {
    expect(() => new ErrorTally().figures).toThrow(RangeError);
  });
});
