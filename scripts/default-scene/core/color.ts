import { clamp, type Vec3 } from './vec.ts';

/** Linear RGB from a hex string such as `#c8a27a`, which is sRGB-encoded. */
export function rgb(hex: string): Vec3 {
  const channel = (i: number) => {
    const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

function encode(c: number): number {
  return c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055;
}

const EXPOSURE = 1.85;
/** Radiance after exposure that becomes white. */
const WHITE = 3.2;

/** Power that deepens the shadows a little. */
const CONTRAST = 1.16;

/** Reinhard et al. 2002, equation 4, on one linear channel: keeps shadows linear and rolls off towards white. */
function rollOff(linear: number): number {
  const x = Math.max(0, linear) ** CONTRAST;
  return clamp((x * (1 + x / (WHITE * WHITE))) / (1 + x), 0, 1);
}

/** Linear radiance to an sRGB-encoded picture colour, 0..1. */
export function develop(radiance: Vec3): Vec3 {
  return [
    encode(rollOff(radiance[0] * EXPOSURE)),
    encode(rollOff(radiance[1] * EXPOSURE)),
    encode(rollOff(radiance[2] * EXPOSURE)),
  ];
}
