// .spz version 3: a 16-byte header and one plane an attribute, all under gzip. Axes as in the file format: x right,
// y up, z back. Positions are 24-bit fixed point with 12 fractional bits (0.24 mm), scales 16 steps an e-fold,
// colours 1/38 of an SH unit, rotations the smallest three components with 9 bits and a sign.
import { gzipSync } from 'node:zlib';
import type { SplatArrays } from './core/splat-list.ts';

const MAGIC = 0x5053474e;
const FRACTION_BITS = 12;
const SH_C0 = 0.28209479177387814;
const COLOR_SCALE = 0.15;

/** Packs a unit quaternion x, y, z, w: index of the largest in the top two bits, then three of 10 bits. */
export function packRotation(q: readonly [number, number, number, number]): number {
  let largest = 0;
  for (let i = 1; i < 4; i++) if (Math.abs(q[i]!) > Math.abs(q[largest]!)) largest = i;
  const negate = q[largest]! < 0;
  let bits = largest;
  for (let i = 0; i < 4; i++) {
    if (i === largest) continue;
    const sign = q[i]! < 0 !== negate ? 1 : 0;
    const magnitude = Math.min(511, Math.floor(511 * Math.abs(q[i]!) * Math.SQRT2 + 0.5));
    bits = ((bits << 10) | (sign << 9) | magnitude) >>> 0;
  }
  return bits;
}

const byte = (x: number) => Math.min(255, Math.max(0, Math.round(x)));

/** Writes splats of degree 0 in the order given. @throws RangeError when a centre does not fit 24 bits. */
export function encodeSpz(splats: SplatArrays): Uint8Array {
  const n = splats.count;
  const raw = new Uint8Array(16 + n * 20);
  const view = new DataView(raw.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, 3, true);
  view.setUint32(8, n, true);
  raw[13] = FRACTION_BITS;
  let o = 16;
  for (let i = 0; i < n * 3; i++) {
    const fixed = Math.round(splats.positions[i]! * 2 ** FRACTION_BITS);
    if (!(Math.abs(fixed) < 2 ** 23)) throw new RangeError(`splat ${Math.floor(i / 3)} lies outside ±2048 m`);
    raw[o++] = fixed & 255;
    raw[o++] = (fixed >> 8) & 255;
    raw[o++] = (fixed >> 16) & 255;
  }
  for (let i = 0; i < n; i++) raw[o++] = byte(splats.opacities[i]! * 255);
  for (let i = 0; i < n * 3; i++) {
    raw[o++] = byte((((splats.colors[i]! - 0.5) / SH_C0) * COLOR_SCALE + 0.5) * 255);
  }
  for (let i = 0; i < n * 3; i++) raw[o++] = byte((Math.log(splats.scales[i]!) + 10) * 16);
  for (let i = 0; i < n; i++) {
    const q = splats.rotations.subarray(i * 4, i * 4 + 4);
    view.setUint32(o, packRotation([q[0]!, q[1]!, q[2]!, q[3]!]), true);
    o += 4;
  }
  return gzipSync(raw, { level: 9 });
}
