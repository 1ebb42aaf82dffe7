/**
 * Splats that hardly anybody sees: each has a byte for the greatest share of a pixel's light that it adds to any view from about here,
 * and is left out where that is below what the eye needs at its angle to the gaze.
 */
export interface ContributionOptions {
  /** Least share of a pixel near the gaze, 0..1; 0 = every splat is drawn. */
  readonly near: number;
  /** The same in the periphery. */
  readonly far: number;
  /** `near` up to here, degrees, `far` from `endDeg` on; between the two the share rises by even factors. */
  readonly startDeg: number;
  readonly endDeg: number;
}

/** Least share of a pixel that a splat must add at an angle to the gaze to be drawn. */
export function leastContribution(eccentricityDeg: number, options: ContributionOptions): number {
  const { near, far, startDeg, endDeg } = options;
  if (!(near > 0)) return 0;
  const part = Math.min(1, Math.max(0, (eccentricityDeg - startDeg) / Math.max(1e-6, endDeg - startDeg)));
  return near * (far / near) ** part;
}

const share = new Float32Array(1);
const bits = new Uint32Array(share.buffer);
const LEAST_CODE = (127 - 16) * 16;

/**
 * Byte for a share 0..1 of a pixel: sixteen steps an octave, evenly spaced within it, from 2^-16 on. Never falls as the share rises;
 * the kernels' code.
 */
export function contributionCode(value: number): number {
  share[0] = value;
  return Math.min(255, Math.max(0, (bits[0]! >>> 19) - LEAST_CODE));
}
