/** A cubic B-spline on increasing knots; the ends are repeated until the curve meets its first and last coefficient. */
export interface BSpline {
  /** At least two, increasing. */
  readonly knots: readonly number[];
  /** knots.length + 2 values. */
  readonly coefficients: readonly number[];
}

const DEGREE = 3;

/** Value at `x`, which is clamped to the range of the knots (de Boor's recurrence). */
export function evaluateBSpline({ knots, coefficients }: BSpline, x: number): number {
  const last = knots.length - 1;
  const at = Math.min(Math.max(x, knots[0]!), knots[last]!);
  let interval = 0;
  while (interval < last - 1 && at >= knots[interval + 1]!) interval++;
  const knot = (index: number) => knots[Math.min(Math.max(index, 0), last)]!;
  const values = coefficients.slice(interval, interval + DEGREE + 1);
  for (let round = 1; round <= DEGREE; round++) {
    for (let k = DEGREE; k >= round; k--) {
      const from = knot(interval + k - DEGREE);
      const part = (at - from) / (knot(interval + k - round + 1) - from);
      values[k] = (1 - part) * values[k - 1]! + part * values[k]!;
    }
  }
  return values[DEGREE]!;
}
