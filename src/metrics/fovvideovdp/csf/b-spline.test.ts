import { describe, expect, it } from 'vitest';
import { evaluateBSpline } from './b-spline.ts';

const KNOTS = [-1, 0.5, 1, 4];

describe('evaluateBSpline', () => {
  it('is constant where the coefficients are', () => {
    const spline = { knots: KNOTS, coefficients: new Array(6).fill(2.5) };
    for (const x of [-1, 0, 0.5, 0.99, 1, 3, 4]) expect(evaluateBSpline(spline, x)).toBeCloseTo(2.5, 12);
  });

  it('reproduces a line from its Greville points, and clamps x to the knots', () => {
    const padded = [-1, -1, -1, ...KNOTS, 4, 4, 4];
    const coefficients = Array.from(
      { length: 6 },
      (_, k) => (padded[k + 1]! + padded[k + 2]! + padded[k + 3]!) / 3,
    );
    for (const x of [-1, -0.3, 0.5, 0.7, 1, 2.2, 4]) {
      expect(evaluateBSpline({ knots: KNOTS, coefficients }, x)).toBeCloseTo(x, 12);
    }
    expect(evaluateBSpline({ knots: KNOTS, coefficients }, -9)).toBe(-1);
    expect(evaluateBSpline({ knots: KNOTS, coefficients }, 9)).toBe(4);
  });

  it('has continuous slope across a knot', () => {
    const spline = { knots: KNOTS, coefficients: [0, 3, -2, 5, 1, 4] };
    const h = 1e-5;
    const slope = (x: number) => (evaluateBSpline(spline, x + h) - evaluateBSpline(spline, x - h)) / (2 * h);
    expect(slope(1 - 2 * h)).toBeCloseTo(slope(1 + 2 * h), 2);
  });
});
