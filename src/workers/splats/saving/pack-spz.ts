import { type RawSplats, shRestCount } from '../formats/raw-splats.ts';
import { SH_C0 } from '../formats/splat-arrays.ts';

const MAGIC = 0x5053474e;
const VERSION = 3;
const HEADER_BYTES = 16;
/** Steps of a coordinate: 12 bits are 0.24 mm and reach ±2048 m. */
const FRACTION_BITS = 12;
/** Fewest bits that a large scene is given: 4 mm, ±32 km. Centres farther out are moved to that edge. */
const LEAST_FRACTION_BITS = 8;
const LARGEST_CODE = 2 ** 23 - 1;
/** Steps of a degree-0 coefficient over the range of 8 bits. */
const COLOR_SCALE = 0.15;

const byte = (value: number) => Math.min(255, Math.max(0, Math.round(value)));

/**
 * The content of an .spz of version 3 before gzip (README of github.com/nianticlabs/spz): header, then one plane an attribute.
 * Centres in fixed point of 24 bits, opacity and colour in 8, log scales in steps of 1/16, rotations as the smallest three
 * components of 9 bits and a sign, harmonics in 8 bits over ±1.
 * @param raw y-up
 */
export function packSpz(raw: RawSplats): Uint8Array {
  const { count, positions, opacities, colors, scales, rotations, shRest } = raw;
  const harmonics = shRestCount(raw.shDegree) * 3;
  const out = new Uint8Array(HEADER_BYTES + count * (20 + harmonics));
  const view = new DataView(out.buffer);
  const fractionBits = chooseFractionBits(positions, count);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, VERSION, true);
  view.setUint32(8, count, true);
  out[12] = raw.shDegree;
  out[13] = fractionBits;

  let at = HEADER_BYTES;
  const steps = 2 ** fractionBits;
  for (let k = 0; k < count * 3; k++) {
    const code = Math.min(LARGEST_CODE, Math.max(-LARGEST_CODE, Math.round(positions[k]! * steps)));
    out[at++] = code;
    out[at++] = code >> 8;
    out[at++] = code >> 16;
  }
  for (let i = 0; i < count; i++) out[at++] = byte(opacities[i]! * 255);
  for (let k = 0; k < count * 3; k++) {
    out[at++] = byte((((colors[k]! - 0.5) / SH_C0) * COLOR_SCALE + 0.5) * 255);
  }
  for (let k = 0; k < count * 3; k++) out[at++] = byte((Math.log(scales[k]!) + 10) * 16);
  for (let i = 0; i < count; i++) {
    view.setUint32(at, packSpzRotation(rotations, i), true);
    at += 4;
  }
  if (shRest) for (let k = 0; k < count * harmonics; k++) out[at++] = byte(shRest[k]! * 128 + 128);
  return out;
}

function chooseFractionBits(positions: Float32Array, count: number): number {
  let largest = 0;
  for (let k = 0; k < count * 3; k++) largest = Math.max(largest, Math.abs(positions[k]!));
  let bits = FRACTION_BITS;
  while (bits > LEAST_FRACTION_BITS && largest * 2 ** bits > LARGEST_CODE) bits--;
  return bits;
}

/**
 * Splat `i`'s unit quaternion in 32 bits: place of the largest of x, y, z, w in the top two, then sign and 9 bits of each
 * other, from x on.
 * @param rotations (count, 4)
 */
export function packSpzRotation(rotations: Float32Array, i: number): number {
  const at = i * 4;
  let largest = 0;
  for (let k = 1; k < 4; k++) {
    if (Math.abs(rotations[at + k]!) > Math.abs(rotations[at + largest]!)) largest = k;
  }
  const negate = rotations[at + largest]! < 0;
  let bits = largest;
  for (let k = 0; k < 4; k++) {
    if (k === largest) continue;
    const value = rotations[at + k]!;
    const sign = value < 0 !== negate ? 1 : 0;
    const magnitude = Math.min(511, Math.floor(511 * Math.abs(value) * Math.SQRT2 + 0.5));
    bits = (bits << 10) | (sign << 9) | magnitude;
  }
  return bits >>> 0;
}
