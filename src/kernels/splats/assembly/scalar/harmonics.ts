// Colour of a splat seen from the head, as ../harmonics.
import { FrameBlock } from '../frame';
import { quantize } from '../harmonics';

// @ts-ignore: decorator
@inline
function coefficient(at: usize, place: usize): f32 {
  return f32(load<i8>(at + place));
}

/** Colour word of splat number `index` for the frame's head position. */
export function shadeHarmonics(frame: FrameBlock, index: usize): u32 {
  const source = frame.scene + (index << 2), stride = frame.stride;
  let x = load<f32>(source) - frame.headX;
  let y = load<f32>(source + stride) - frame.headY;
  let z = load<f32>(source + stride * 2) - frame.headZ;
  const scale: f32 = <f32>1 / sqrt<f32>(x * x + y * y + z * z + 1e-12);
  x *= scale; y *= scale; z *= scale;
  const xx = x * x, yy = y * y, zz = z * z;
  const word = load<u32>(source + stride * 10);
  const bytes = <usize>frame.shBytes, plane = bytes / 3, degree = frame.shDegree;
  let at = frame.sh + index * bytes, out: u32 = 0;
  for (let shift = 0; shift < 30; shift += 10, at += plane) {
    let total = x * coefficient(at, 2) * <f32>-0.4886025119 + z * coefficient(at, 1) * <f32>0.4886025119;
    total += y * coefficient(at, 0) * <f32>-0.4886025119;
    if (degree > 1) {
      total += x * y * coefficient(at, 3) * <f32>1.0925484306 - y * z * coefficient(at, 4) * <f32>1.0925484306;
      total += (zz * 2 - xx - yy) * coefficient(at, 5) * <f32>0.3153915653;
      total += (xx - yy) * coefficient(at, 7) * <f32>0.5462742153 - x * z * coefficient(at, 6) * <f32>1.0925484306;
    }
    if (degree > 2) {
      total -= y * (xx * 3 - yy) * coefficient(at, 8) * <f32>0.5900435899;
      total += x * y * z * coefficient(at, 9) * <f32>2.8906114426;
      total -= y * (zz * 4 - xx - yy) * coefficient(at, 10) * <f32>0.4570457995;
      total += z * (zz * 2 - xx * 3 - yy * 3) * coefficient(at, 11) * <f32>0.3731763326;
      total -= x * (zz * 4 - xx - yy) * coefficient(at, 12) * <f32>0.4570457995;
      total += z * (xx - yy) * coefficient(at, 13) * <f32>1.4453057213;
      total -= x * (xx - yy * 3) * coefficient(at, 14) * <f32>0.5900435899;
    }
    out |= quantize((word >> shift) & 1023, total * frame.shScale) << shift;
  }
  return out;
}
