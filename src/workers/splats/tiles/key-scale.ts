import type { FrameField, ParameterBlock } from '../../../kernels/splats/frame-block.ts';

const STEPS = 65535;
/** Up to this range of distances, metres, keys are even steps: of 4 mm at most. */
const WIDEST_EVEN = 256;
/** Nothing is drawn nearer than twice this, metres. */
const NEAREST = 0.1;

const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

/** Bits of a positive number as 32-bit float: rising, and nearly its logarithm. */
function bitsOf(value: number): number {
  float[0] = value;
  return bits[0]!;
}

/**
 * Spreads the sort keys over a range of distances: in even steps, or along octaves where a few splats far out would leave all others
 * the same key (a step is then a ten-thousandth of the distance or less).
 */
export function setKeyScale(frame: ParameterBlock<FrameField>, nearest: number, farthest: number): void {
  const octaves = !(farthest - nearest <= WIDEST_EVEN);
  const base = octaves ? bitsOf(Math.max(NEAREST, nearest)) : nearest;
  const end = octaves ? bitsOf(farthest) : farthest;
  frame.set('keyBits', octaves ? 1 : 0);
  frame.set('keyBase', base);
  frame.set('keyScale', STEPS / Math.max(end - base, 1e-6));
}
