import { angleBetweenDeg, type Vec3Like } from './eccentricity.ts';

/**
 * Level of detail of a chunk whose splats are ordered by importance, so that any prefix is a valid picture: which share
 * to keep, and how the splats that stay make up for those that go. Not in A3FR, which keeps every splat. The fall-off
 * follows the linear model of acuity (minimum angle of resolution grows by a constant per degree).
 */
export interface LodOptions {
  /** Chunks nearer to the gaze than this keep all, degrees. */
  readonly fullWithinDeg: number;
  /** Degrees beyond `fullWithinDeg` at which the resolvable angle has doubled. */
  readonly doublingDeg: number;
  /** Power of relative acuity that the kept share follows: 2 = constant splats per resolvable area, 0 = keep all. */
  readonly exponent: number;
  /**
   * Most splats worth drawing for one pixel that the chunk covers; Infinity = distance alone drops nothing. Applies
   * within the fovea too.
   */
  readonly splatsPerPixel: number;
  /** Least share that is ever kept, 0..1. */
  readonly minFraction: number;
  /** Sigma grows by fraction^-growthExponent; 0.5 keeps the covered area. */
  readonly growthExponent: number;
  /** Most that sigma grows by. */
  readonly maxGrowth: number;
  /** Most that optical density grows by for what the bounded growth leaves uncovered. */
  readonly maxDensity: number;
  /** Share of its kept splats that a chunk must want to lose before it loses any, 0..1. */
  readonly hysteresis: number;
}

/** Starting point; tune on pictures, since the right growth depends on how chunks are ordered. */
export const DEFAULT_LOD: LodOptions = {
  fullWithinDeg: 12,
  doublingDeg: 15,
  exponent: 1,
  splatsPerPixel: Number.POSITIVE_INFINITY,
  minFraction: 0.1,
  growthExponent: 0.25,
  maxGrowth: 1.5,
  maxDensity: 1,
  hysteresis: 0.15,
};

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

/** Pixels that a ball covers at most; Infinity with the eye inside. `focal` in pixels, the rest in metres. */
export function ballAreaPx(radius: number, distance: number, focal: number): number {
  if (distance <= radius) return Number.POSITIVE_INFINITY;
  const radiusPx = (focal * radius) / distance;
  return Math.PI * radiusPx * radiusPx;
}

/**
 * Share of a chunk's splats to keep, minFraction..1. Never rises with eccentricity, never falls with area.
 * @param eccentricityDeg angle of the chunk's nearest point from the gaze
 * @param areaPx pixels that the chunk covers, from `ballAreaPx`
 * @param count splats in the chunk
 */
export function keepFraction(
  eccentricityDeg: number,
  areaPx: number,
  count: number,
  options: LodOptions,
): number {
  const beyond = Math.max(0, eccentricityDeg - options.fullWithinDeg);
  const acuity = 1 / (1 + beyond / options.doublingDeg);
  // An unbounded splatsPerPixel keeps all even of a chunk without area, where the product would be NaN.
  const worth =
    options.splatsPerPixel === Number.POSITIVE_INFINITY ? 1 : (options.splatsPerPixel * areaPx) / count;
  const fraction = acuity ** options.exponent * Math.min(1, worth);
  return Math.min(1, Math.max(options.minFraction, fraction));
}

/** Factor on sigma of the splats that stay, 1..maxGrowth. */
export function sigmaGrowth(fraction: number, options: LodOptions): number {
  return Math.min(options.maxGrowth, fraction ** -options.growthExponent);
}

/**
 * Factor on optical density −ln(1 − opacity) of the splats that stay, 1..maxDensity: what area compensation by `growth`
 * leaves uncovered.
 */
export function densityGain(fraction: number, growth: number, options: LodOptions): number {
  return Math.min(options.maxDensity, Math.max(1, 1 / (fraction * growth * growth)));
}

/** Opacity of `gain` stacked layers of `opacity`: 1 − (1 − opacity)^gain. */
export function denserOpacity(opacity: number, gain: number): number {
  return 1 - (1 - opacity) ** gain;
}

/**
 * Share to draw now, given the share drawn last: rises at once, falls only when the fall is worth it, so the result is
 * never below `wanted` and a chunk at a threshold does not flicker.
 */
export function steadyFraction(last: number, wanted: number, options: LodOptions): number {
  return wanted >= last || wanted < last * (1 - options.hysteresis) ? wanted : last;
}

/** Number of splats for a share; at least one of a chunk that has any. */
export function keepCount(fraction: number, count: number): number {
  return Math.min(count, Math.ceil(fraction * count));
}
