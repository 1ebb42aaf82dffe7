import { angleBetweenDeg, type Vec3Like } from './eccentricity.ts';

/**
 * Level of detail around the gaze, for chunks ordered so that any prefix is a valid picture. The smallest detail that the eye
 * resolves grows linearly with eccentricity (the linear model of the minimum angle of resolution), so splats finer than that are
 * thinned and those that stay grow to cover the same. Not in A3FR, which keeps every splat.
 */
export interface LodOptions {
  /** Nearer to the gaze than this everything stays, degrees. */
  readonly fullWithinDeg: number;
  /** Growth of the smallest standard deviation, degrees per degree beyond that. The eye's own resolution falls by 0.02 to 0.03. */
  readonly slope: number;
  /** Least share that is ever kept, 0..1. */
  readonly minFraction: number;
}

const DEGREES = 180 / Math.PI;

/**
 * Angle between the gaze and the nearest point of a ball, degrees; 0 where the gaze meets it or the eye is inside.
 * @param centre ball's centre relative to the eye, in the same axes as the unit vector `gaze`
 */
export function ballEccentricityDeg(centre: Vec3Like, radius: number, gaze: Vec3Like): number {
  const distance = Math.hypot(centre[0]!, centre[1]!, centre[2]!);
  if (distance <= radius) return 0;
  return Math.max(0, angleBetweenDeg(centre, gaze) - Math.asin(radius / distance) * DEGREES);
}

/**
 * Smallest standard deviation that the eye needs, metres.
 * @param distance from the eye, metres
 */
export function neededSigma(eccentricityDeg: number, distance: number, options: LodOptions): number {
  const beyond = Math.max(0, eccentricityDeg - options.fullWithinDeg) / DEGREES;
  return distance * beyond * options.slope;
}

/**
 * Share of splats to keep, minFraction..1; never rises with eccentricity nor falls with size.
 * @param sigma standard deviation of the splats, metres
 * @param distance from the eye, metres
 */
export function keepFraction(
  eccentricityDeg: number,
  sigma: number,
  distance: number,
  options: LodOptions,
): number {
  const needed = neededSigma(eccentricityDeg, distance, options);
  if (needed <= sigma) return 1;
  return Math.max(options.minFraction, (sigma / needed) ** 2);
}

/** Factor on sigma of the splats that stay: what they cover stays the same. */
export function sigmaGrowth(fraction: number): number {
  return 1 / Math.sqrt(fraction);
}
