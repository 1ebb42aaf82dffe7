import type { FrameField, ParameterBlock } from '../../../kernels/splats/frame-block.ts';

/**
 * Splats that hardly anybody sees: each has a byte for the greatest share of a pixel's light that it adds to any view from about here,
 * and is left out where that is below what the eye needs at its angle to the gaze.
 */
export interface ContributionOptions {
  /** Least share of a pixel near the gaze, 0..1; 0 = every splat is drawn. */
  readonly near: number;
  /** The same in the periphery. */
  readonly far: number;
  /** `near` up to here, degrees, `far` from `endDeg` on; between the two it rises by even factors along the angle's cosine. */
  readonly startDeg: number;
  readonly endDeg: number;
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

const RADIANS = Math.PI / 180;

/** Writes into a frame what its splats must add to be drawn. `near` has to be above 0. Allocates nothing. */
export function writeContribution(options: ContributionOptions, frame: ParameterBlock<FrameField>): void {
  const near = contributionCode(options.near);
  const cosine = Math.cos(options.startDeg * RADIANS);
  frame.set('leastCode', near);
  frame.set('codeRise', Math.max(0, contributionCode(options.far) - near));
  frame.set('codeCosine', cosine);
  frame.set('codeSlope', 1 / Math.max(1e-6, cosine - Math.cos(options.endDeg * RADIANS)));
}
