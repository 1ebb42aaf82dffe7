import type { FrameField, ParameterBlock } from '../../../kernels/splats/frame-block.ts';

/**
 * Splats that hardly anybody sees: each has a byte for its weight in any view from about here, and is left out where that is below what
 * the eye needs at its angle to the gaze. That is told as a share of what each splat had if all that are seen had the same: where more
 * splats make the picture, each may count for less, because what is lost adds up.
 */
export interface ContributionOptions {
  /** Least share of an even part near the gaze; 0 = every splat is drawn. */
  readonly near: number;
  /** The same in the periphery. */
  readonly far: number;
  /** `near` up to here, degrees, `far` from `endDeg` on; between the two it rises by even factors along the angle's cosine. */
  readonly startDeg: number;
  readonly endDeg: number;
}

const weights = new Float32Array(1);
const bits = new Uint32Array(weights.buffer);
const LEAST_CODE = (127 - 16) * 16;

/**
 * Byte for a weight in pixels of a probe's face: sixteen steps an octave, evenly spaced within it, from 2^-16 to 1. Never falls as it
 * rises; the kernels' code.
 */
export function contributionCode(weight: number): number {
  weights[0] = weight;
  return Math.min(255, Math.max(0, (bits[0]! >>> 19) - LEAST_CODE));
}

const RADIANS = Math.PI / 180;

/** Writes into a frame what its splats must weigh to be drawn. @param options `near` and `far` as weights, `near` above 0. Allocates nothing. */
export function writeContribution(options: ContributionOptions, frame: ParameterBlock<FrameField>): void {
  const near = contributionCode(options.near);
  const cosine = Math.cos(options.startDeg * RADIANS);
  frame.set('leastCode', near);
  frame.set('codeRise', Math.max(0, contributionCode(options.far) - near));
  frame.set('codeCosine', cosine);
  frame.set('codeSlope', 1 / Math.max(1e-6, cosine - Math.cos(options.endDeg * RADIANS)));
}
