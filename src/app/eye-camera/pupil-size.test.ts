import { describe, expect, it } from 'vitest';
import { adaptPupil, luminanceOf, pupilDiameterMm } from './pupil-size.ts';

describe('pupil size', () => {
  it('falls with light, between the ends of the formula', () => {
    // Values of Watson and Yellott 2012 for the formula of Moon and Spencer.
    expect(pupilDiameterMm(1)).toBeCloseTo(4.9, 6);
    expect(pupilDiameterMm(100)).toBeCloseTo(4.9 - 3 * Math.tanh(0.8), 6);
    expect(pupilDiameterMm(0)).toBeLessThan(7.91);
    expect(pupilDiameterMm(1e6)).toBeGreaterThan(1.89);
    expect(pupilDiameterMm(luminanceOf(200))).toBeLessThan(pupilDiameterMm(luminanceOf(20)));
    expect(pupilDiameterMm(luminanceOf(Number.NaN))).toBeGreaterThan(2);
  });

  it('adapts faster to light than to dark, and arrives', () => {
    expect(adaptPupil(6, 3, 400) - 3).toBeCloseTo(3 / Math.E, 6);
    expect(6 - adaptPupil(3, 6, 400)).toBeGreaterThan(3 / Math.E);
    expect(adaptPupil(3, 6, 1e5)).toBeCloseTo(6, 6);
    expect(adaptPupil(3, 6, 0)).toBe(3);
  });
});
