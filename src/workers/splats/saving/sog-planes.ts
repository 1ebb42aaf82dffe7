import type { RawSplats } from '../formats/raw-splats.ts';
import { SH_C0 } from '../formats/splat-arrays.ts';
import { makeCodebook, nearestCode } from './codebook.ts';

/** RGBA pixels with one splat a pixel, row by row. */
export type Plane = Uint8ClampedArray;

/** Smallest standard deviation that is told from zero, as a natural logarithm: 2 nm. */
const LEAST_LOG_SCALE = -20;
const LARGEST_CODE = 65535;

/** Opaque pixels, black where no value is written. */
function plane(pixels: number): Plane {
  const data = new Uint8ClampedArray(pixels * 4);
  for (let at = 3; at < data.length; at += 4) data[at] = 255;
  return data;
}

/** Low and high bytes of centres as 16-bit codes between the ends of each axis, in the scale sign(x) ln(|x| + 1). */
export function packMeans(
  { count, positions }: RawSplats,
  pixels: number,
): { low: Plane; high: Plane; mins: number[]; maxs: number[] } {
  const logs = new Float64Array(count * 3);
  const mins = [0, 0, 0].map(() => Number.POSITIVE_INFINITY);
  const maxs = [0, 0, 0].map(() => Number.NEGATIVE_INFINITY);
  for (let k = 0; k < count * 3; k++) {
    const value = Math.sign(positions[k]!) * Math.log1p(Math.abs(positions[k]!));
    logs[k] = value;
    mins[k % 3] = Math.min(mins[k % 3]!, value);
    maxs[k % 3] = Math.max(maxs[k % 3]!, value);
  }
  const low = plane(pixels);
  const high = plane(pixels);
  for (let axis = 0; axis < 3; axis++) {
    const steps = maxs[axis]! > mins[axis]! ? LARGEST_CODE / (maxs[axis]! - mins[axis]!) : 0;
    for (let i = 0; i < count; i++) {
      const code = Math.round((logs[i * 3 + axis]! - mins[axis]!) * steps);
      low[i * 4 + axis] = code & 255;
      high[i * 4 + axis] = code >> 8;
    }
  }
  return { low, high, mins, maxs };
}

/** The smallest three components of w, x, y, z in 8 bits; alpha 252..255 says which one is left out. */
export function packQuats({ count, rotations }: RawSplats, pixels: number): Plane {
  const data = plane(pixels);
  const q = new Float64Array(4);
  for (let i = 0; i < count; i++) {
    q[0] = rotations[i * 4 + 3]!;
    q[1] = rotations[i * 4]!;
    q[2] = rotations[i * 4 + 1]!;
    q[3] = rotations[i * 4 + 2]!;
    let largest = 0;
    for (let k = 1; k < 4; k++) if (Math.abs(q[k]!) > Math.abs(q[largest]!)) largest = k;
    const sign = q[largest]! < 0 ? -1 : 1;
    let at = i * 4;
    for (let k = 0; k < 4; k++) {
      if (k !== largest) data[at++] = Math.round((q[k]! * sign * Math.SQRT1_2 + 0.5) * 255);
    }
    data[at] = 252 + largest;
  }
  return data;
}

/** Logarithms of scales by a codebook. */
export function packScales(
  { count, scales }: RawSplats,
  pixels: number,
): { data: Plane; codebook: Float32Array } {
  const logs = Float32Array.from(scales.subarray(0, count * 3), (value) =>
    Math.max(LEAST_LOG_SCALE, Math.log(value)),
  );
  return byCodebook(logs, pixels);
}

/** Degree-0 coefficients by a codebook, opacity in alpha. */
export function packColors(
  { count, colors, opacities }: RawSplats,
  pixels: number,
): { data: Plane; codebook: Float32Array } {
  const packed = byCodebook(
    colors.subarray(0, count * 3).map((value) => (value - 0.5) / SH_C0),
    pixels,
  );
  for (let i = 0; i < count; i++) packed.data[i * 4 + 3] = Math.round(opacities[i]! * 255);
  return packed;
}

/** Three values a pixel by a codebook. */
export function byCodebook(values: Float32Array, pixels: number): { data: Plane; codebook: Float32Array } {
  const codebook = makeCodebook(values);
  const data = plane(pixels);
  for (let k = 0; k < values.length; k++) {
    const pixel = Math.floor(k / 3);
    data[pixel * 4 + (k - 3 * pixel)] = nearestCode(codebook, values[k]!);
  }
  return { data, codebook };
}

/** 16-bit numbers in red and green. */
export function packLabels(labels: Uint32Array, pixels: number): Plane {
  const data = plane(pixels);
  for (let i = 0; i < labels.length; i++) {
    data[i * 4] = labels[i]! & 255;
    data[i * 4 + 1] = labels[i]! >> 8;
  }
  return data;
}
