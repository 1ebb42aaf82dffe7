import { rotationMatrix } from '../rotation-matrix.ts';
import { shCount } from '../spherical-harmonics.ts';
import type { SplatCloud } from '../splat-cloud.ts';

/** Colour channels of ten bits, as the kernels unpack them. */
export const COLOR_BASE = -0.75;
export const COLOR_STEP = 2.5 / 1023;

const HARMONIC_BYTES = [0, 12, 24, 48] as const;

/** A cloud in the kernels' own formats, and that same cloud as the reference has to see it. */
export interface PackedCloud {
  /** Eleven arrays of `words` values one after the other. */
  readonly arrays: Float32Array;
  readonly words: number;
  readonly harmonics: Int8Array;
  readonly harmonicBytes: number;
  readonly harmonicScale: number;
  /** What the packed values stand for. */
  readonly quantized: SplatCloud;
}

/** Packs a cloud, with four spare places behind the last splat because kernels read four at a time. */
export function packCloud(cloud: SplatCloud): PackedCloud {
  const { count, shDegree } = cloud;
  const words = Math.ceil((count + 4) / 4) * 4;
  const arrays = new Float32Array(11 * words);
  const colorWords = new Uint32Array(arrays.buffer, 10 * words * 4, words);
  const colors = new Float64Array(3 * count);
  const opacities = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    for (let axis = 0; axis < 3; axis++) arrays[axis * words + i] = cloud.positions[3 * i + axis]!;
    const r = rotationMatrix(cloud.rotations, 4 * i);
    let entry = 3;
    for (let row = 0; row < 3; row++) {
      for (let column = row; column < 3; column++) {
        let sum = 0;
        for (let k = 0; k < 3; k++)
          sum += r[3 * row + k]! * r[3 * column + k]! * cloud.scales[3 * i + k]! ** 2;
        arrays[entry++ * words + i] = sum;
      }
    }
    arrays[9 * words + i] = Math.log2(cloud.opacities[i]!);
    opacities[i] = 2 ** arrays[9 * words + i]!;
    let word = 0;
    for (let channel = 0; channel < 3; channel++) {
      const steps = Math.round((cloud.colors[3 * i + channel]! - COLOR_BASE) / COLOR_STEP);
      word |= Math.min(1023, Math.max(0, steps)) << (10 * channel);
      colors[3 * i + channel] = Math.min(1023, Math.max(0, steps)) * COLOR_STEP + COLOR_BASE;
    }
    colorWords[i] = word;
  }
  const terms = shCount(shDegree) - 1;
  const harmonicBytes = HARMONIC_BYTES[shDegree];
  const harmonics = new Int8Array(harmonicBytes * count);
  const shRest = new Float64Array(3 * terms * count);
  let largest = 1e-6;
  for (let k = 0; k < shRest.length; k++) largest = Math.max(largest, Math.abs(cloud.shRest![k]!));
  const harmonicScale = Math.fround(largest / 127);
  for (let k = 0; k < shRest.length; k++) {
    const i = Math.floor(k / (3 * terms));
    const term = Math.floor((k % (3 * terms)) / 3);
    const step = Math.round(cloud.shRest![k]! / harmonicScale);
    harmonics[i * harmonicBytes + ((k % 3) * harmonicBytes) / 3 + term] = step;
    shRest[k] = step * harmonicScale;
  }
  const quantized = { ...cloud, colors, opacities, shRest: shDegree > 0 ? shRest : null };
  return { arrays, words, harmonics, harmonicBytes, harmonicScale, quantized };
}

/** The three channels of a colour word. */
export function unpackColor(word: number): [number, number, number] {
  const channel = (shift: number) => ((word >>> shift) & 1023) * COLOR_STEP + COLOR_BASE;
  return [channel(0), channel(10), channel(20)];
}
