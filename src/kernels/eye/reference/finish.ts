import { counterHash, hashNormal } from '../counter-hash.ts';
import { type EyeBuffers, NUMBER, PAD, PARAMETER } from '../eye-buffers.ts';

/** Exposures that the motion of the eye is split into. */
const EXPOSURES = 5;

/** Writes `image`: see `EyePasses.finish`. */
export function finishReference(buffers: EyeBuffers): void {
  blendReference(buffers);
  const { width, height, parameters: p, numbers, blend, image } = buffers;
  const stride = width + 2 * PAD;
  const side = p[PARAMETER.blurSide]!;
  const middle = 1 - 2 * side;
  const gain = p[PARAMETER.gain]!;
  const black = p[PARAMETER.black]!;
  const read = p[PARAMETER.readVariance]!;
  const shot = p[PARAMETER.shotVariance]!;
  const seed = numbers[NUMBER.noiseSeed]!;
  const across = (at: number): number => middle * blend[at]! + side * (blend[at - 1]! + blend[at + 1]!);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const at = (row + PAD) * stride + column + PAD;
      const soft = middle * across(at) + side * (across(at - stride) + across(at + stride));
      const level = gain * Math.max(0, soft);
      const deviation = Math.sqrt(read + shot * level);
      const index = row * width + column;
      const grey = Math.floor(level + black + deviation * hashNormal(counterHash(index, seed)) + 0.5);
      image[index] = Math.max(0, Math.min(255, grey));
    }
  }
}

/** The eye in motion behind the lids, saturated as the sensor is; its outermost pixels are repeated once outside. */
function blendReference({ width, height, parameters: p, eye, through, over, blend }: EyeBuffers): void {
  const stride = width + 2 * PAD;
  const still = p[PARAMETER.motionX] === 0 && p[PARAMETER.motionY] === 0;
  for (let row = 0; row < height; row++) {
    const start = (row + PAD) * stride + PAD;
    for (let at = start; at < start + width; at++) {
      const seen = still ? eye[at]! : moving(eye, at, stride, p[PARAMETER.motionX]!, p[PARAMETER.motionY]!);
      blend[at] = Math.min(1.25, seen * through[at]! + over[at]!);
    }
    blend[start - 1] = blend[start]!;
    blend[start + width] = blend[start + width - 1]!;
  }
  const first = PAD * stride;
  const last = (PAD + height - 1) * stride;
  blend.copyWithin(first - stride, first, first + stride);
  blend.copyWithin(last + stride, last, last + stride);
}

function moving(eye: Float32Array, at: number, stride: number, motionX: number, motionY: number): number {
  let sum = 0;
  for (let i = 0; i < EXPOSURES; i++) {
    const share = i / (EXPOSURES - 1) - 0.5;
    const x = share * motionX;
    const y = share * motionY;
    const column = Math.floor(x);
    const row = Math.floor(y);
    const from = at + row * stride + column;
    const upper = eye[from]! + (x - column) * (eye[from + 1]! - eye[from]!);
    const lower = eye[from + stride]! + (x - column) * (eye[from + stride + 1]! - eye[from + stride]!);
    sum += upper + (y - row) * (lower - upper);
  }
  return sum / EXPOSURES;
}
