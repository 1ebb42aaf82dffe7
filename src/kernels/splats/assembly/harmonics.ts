// Colour of a splat seen from the head: spherical harmonics of degrees 1 to 3 over signed bytes, packed into the colour word.
import { FrameBlock } from './frame';
import { madd, splat } from '../../common/assembly/simd';

/** Colour word: three 10-bit channels over −0.75 … 1.75. */
export const COLOR_BASE: f32 = -0.75;
export const COLOR_STEP: f32 = 2.5 / 1023.0;

// @ts-ignore: decorator
@inline
function widen(at: usize, offset: usize): v128 {
  return f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(i16x8.extend_low_i8x16_s(v128.load32_zero(at + offset))));
}

// @ts-ignore: decorator
@inline
function sum(a: v128): f32 {
  const b = f32x4.add(a, v128.shuffle<i64>(a, a, 1, 0));
  return f32x4.extract_lane(b, 0) + f32x4.extract_lane(b, 1);
}

/** Ten-bit channel `base` with what harmonics add. */
// @ts-ignore: decorator
@inline
export function quantize(base: u32, added: f32): u32 {
  const value = max<f32>(0, f32(base) * COLOR_STEP + COLOR_BASE + added);
  return u32(min<f32>((value - COLOR_BASE) * (1.0 / COLOR_STEP) + 0.5, 1023));
}

/** Colour word of splat number `index` for the frame's head position. Real basis functions and signs as in 3DGS. */
export function shadeHarmonics(frame: FrameBlock, index: usize): u32 {
  const source = frame.scene + (index << 2), stride = frame.stride;
  let x = load<f32>(source) - frame.headX;
  let y = load<f32>(source + stride) - frame.headY;
  let z = load<f32>(source + stride * 2) - frame.headZ;
  const scale: f32 = 1 / sqrt<f32>(x * x + y * y + z * z + 1e-12);
  x *= scale; y *= scale; z *= scale;
  const xx = x * x, yy = y * y, zz = z * z;
  const word = load<u32>(source + stride * 10);
  const bytes = <usize>frame.shBytes, plane = bytes / 3;
  let at = frame.sh + index * bytes;
  const degree = frame.shDegree;
  const b0 = f32x4(<f32>-0.4886025119 * y, <f32>0.4886025119 * z, <f32>-0.4886025119 * x, <f32>1.0925484306 * x * y);
  let b1 = splat(0), b2 = splat(0), b3 = splat(0);
  if (degree > 1) {
    b1 = f32x4(<f32>-1.0925484306 * y * z, <f32>0.3153915653 * (zz * 2 - xx - yy), <f32>-1.0925484306 * x * z, <f32>0.5462742153 * (xx - yy));
  }
  if (degree > 2) {
    b2 = f32x4(
      <f32>-0.5900435899 * y * (xx * 3 - yy), <f32>2.8906114426 * x * y * z,
      <f32>-0.4570457995 * y * (zz * 4 - xx - yy), <f32>0.3731763326 * z * (zz * 2 - xx * 3 - yy * 3),
    );
    b3 = f32x4(<f32>-0.4570457995 * x * (zz * 4 - xx - yy), <f32>1.4453057213 * z * (xx - yy), <f32>-0.5900435899 * x * (xx - yy * 3), 0);
  }
  let red: f32 = 0, green: f32 = 0, blue: f32 = 0;
  for (let channel = 0; channel < 3; channel++, at += plane) {
    let total = f32x4.mul(widen(at, 0), b0);
    if (degree > 1) total = madd(widen(at, 4), b1, total);
    if (degree > 2) total = madd(widen(at, 12), b3, madd(widen(at, 8), b2, total));
    const value = sum(total) * frame.shScale;
    if (channel == 0) red = value;
    else if (channel == 1) green = value;
    else blue = value;
  }
  return quantize(word & 1023, red) | (quantize((word >> 10) & 1023, green) << 10) | (quantize((word >> 20) & 1023, blue) << 20);
}
