import { ARRAY } from './splat-scene.ts';

/** Colour word: three channels of ten bits over −0.75 … 1.75; the kernel unpacks with the same constants. */
export const COLOR_BASE = -0.75;
export const COLOR_STEP = 2.5 / 1023;

function channel(value: number): number {
  return Math.min(1023, Math.max(0, Math.round((value - COLOR_BASE) / COLOR_STEP)));
}

/** Packs red, green, blue into one colour word, 10 bits a channel, red lowest. */
export function packColor(red: number, green: number, blue: number): number {
  return channel(red) | (channel(green) << 10) | (channel(blue) << 20);
}

/**
 * Writes the world covariance R S Sᵀ Rᵀ of splat `from` as six floats at place `to` of the scene's arrays.
 * @param scales standard deviations (n, 3)
 * @param rotations unit quaternions x, y, z, w (n, 4)
 * @param floats the scene's arrays as one view, `strideWords` from array to array
 */
export function packCovariance(
  scales: Float32Array,
  rotations: Float32Array,
  from: number,
  floats: Float32Array,
  strideWords: number,
  to: number,
): void {
  const x = rotations[4 * from]!;
  const y = rotations[4 * from + 1]!;
  const z = rotations[4 * from + 2]!;
  const w = rotations[4 * from + 3]!;
  const a = scales[3 * from]! ** 2;
  const b = scales[3 * from + 1]! ** 2;
  const c = scales[3 * from + 2]! ** 2;
  const r00 = 1 - 2 * (y * y + z * z);
  const r01 = 2 * (x * y - w * z);
  const r02 = 2 * (x * z + w * y);
  const r10 = 2 * (x * y + w * z);
  const r11 = 1 - 2 * (x * x + z * z);
  const r12 = 2 * (y * z - w * x);
  const r20 = 2 * (x * z - w * y);
  const r21 = 2 * (y * z + w * x);
  const r22 = 1 - 2 * (x * x + y * y);
  let at = ARRAY.covariance * strideWords + to;
  floats[at] = a * r00 * r00 + b * r01 * r01 + c * r02 * r02;
  at += strideWords;
  floats[at] = a * r00 * r10 + b * r01 * r11 + c * r02 * r12;
  at += strideWords;
  floats[at] = a * r00 * r20 + b * r01 * r21 + c * r02 * r22;
  at += strideWords;
  floats[at] = a * r10 * r10 + b * r11 * r11 + c * r12 * r12;
  at += strideWords;
  floats[at] = a * r10 * r20 + b * r11 * r21 + c * r12 * r22;
  at += strideWords;
  floats[at] = a * r20 * r20 + b * r21 * r21 + c * r22 * r22;
}
