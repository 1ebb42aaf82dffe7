import type { RegionRadii } from './regions.ts';

/**
 * The 99 % rule of A3FR 1.3: which radius to draw around a gaze whose error is an isotropic normal with standard deviation
 * σ per axis. Discs are flat, all lengths in degrees, as in the paper. The expectation over the offset is integrated, not
 * sampled, so equal inputs give equal radii. Costs a few tenths of a millisecond a radius: work radii out
 * once for each tracker exit, not per frame.
 */

/** Share of the drawn disc that must be useful, or of the needed disc that must be drawn. */
export const SAFE_SHARE = 0.99;

const QUADRATURE_POINTS = 128;
/** Offsets beyond this many σ are left out: exp(-9²/2) of them are. */
const TAIL_SIGMAS = 9;

/**
 * Mean area common to two discs of radii r and R whose centres are d = |N(0, σ² I)| apart (d is Rayleigh-distributed).
 * The common area falls with d by the length of the common chord, so by parts the mean is the smaller disc less the
 * integral of chord(d) · P(offset > d). The chord has square roots at both ends; the substitution d = middle − half cos θ
 * makes the integrand smooth there.
 */
export function expectedOverlap(r: number, R: number, sigma: number): number {
  const small = Math.min(r, R);
  if (small <= 0) return 0;
  const whole = Math.PI * small * small;
  const inner = Math.abs(R - r);
  const outer = Math.min(r + R, TAIL_SIGMAS * sigma);
  if (outer <= inner) return whole;
  const middle = (outer + inner) / 2;
  const half = (outer - inner) / 2;
  let sum = 0;
  for (let k = 0; k < QUADRATURE_POINTS; k++) {
    const angle = (Math.PI * (k + 0.5)) / QUADRATURE_POINTS;
    const d2 = (middle - half * Math.cos(angle)) ** 2;
    const chord = Math.sqrt(((r + R) ** 2 - d2) * ((d2 - inner * inner) / d2));
    sum += chord * Math.exp(-d2 / (2 * sigma * sigma)) * Math.sin(angle);
  }
  return whole - (sum * half * Math.PI) / QUADRATURE_POINTS;
}

/**
 * Largest r ≤ R such that `share` of what is drawn inside r is, on average, inside the true region of radius R. For exits
 * before the last. 0 where even a point is useful too rarely.
 */
export function lowerSafeRadius(R: number, sigma: number, share = SAFE_SHARE): number {
  const useful = (r: number) => expectedOverlap(r, R, sigma) / (Math.PI * r * r) >= share;
  if (R <= 0 || -Math.expm1((-R * R) / (2 * sigma * sigma)) < share) return 0;
  return bisect(0, R, useful);
}

/**
 * Smallest r such that `share` of the true region of radius R is, on average, drawn inside r. For the last exit.
 */
export function upperSafeRadius(R: number, sigma: number, share = SAFE_SHARE): number {
  if (R <= 0) return 0;
  const missing = (r: number) => expectedOverlap(r, R, sigma) / (Math.PI * R * R) < share;
  let reach = R + sigma;
  while (missing(reach)) reach *= 2;
  return bisect(0, reach, missing);
}

/** Where `holds`, true at `low` and monotone, stops being true; exact to 2⁻⁴⁰ of the interval. */
function bisect(low: number, high: number, holds: (r: number) => boolean): number {
  if (holds(high)) return high;
  let inside = low;
  let outside = high;
  for (let step = 0; step < 40; step++) {
    const middle = (inside + outside) / 2;
    if (holds(middle)) inside = middle;
    else outside = middle;
  }
  return (inside + outside) / 2;
}

/** The radii to draw for an exit with error σ degrees: the upper ones for the last exit, else the lower ones. */
export function safeRadii(radii: RegionRadii, sigmaDeg: number, isLastExit: boolean): RegionRadii {
  const safe = isLastExit ? upperSafeRadius : lowerSafeRadius;
  return { r4: safe(radii.r4, sigmaDeg), r3: safe(radii.r3, sigmaDeg), r2: safe(radii.r2, sigmaDeg) };
}
