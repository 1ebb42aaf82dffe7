// Sort keys of whole chunks without projecting them: what a renderer needs that lets the GPU project.
import {
  CHUNK_BYTES, CHUNK_KEEP, CHUNK_LEFT, CHUNK_RECORD, CHUNK_START, CHUNK_VISIBLE, FrameBlock, LEFT_OUT_KEY,
} from './frame';
import { madd, splat, truncate } from '../../common/assembly/simd';

/** Distances of four splats from the head, metres. */
// @ts-ignore: decorator
@inline
export function distances(frame: FrameBlock, x: v128, y: v128, z: v128): v128 {
  const dx = f32x4.sub(x, splat(frame.headX)), dy = f32x4.sub(y, splat(frame.headY)), dz = f32x4.sub(z, splat(frame.headZ));
  return f32x4.sqrt(madd(dx, dx, madd(dy, dy, f32x4.mul(dz, dz))));
}

/** Distances as keys 0 … 65535. */
// @ts-ignore: decorator
@inline
export function distanceKeys(frame: FrameBlock, distance: v128): v128 {
  const d = frame.keyBits ? f32x4.convert_i32x4_s(distance) : distance;
  const key = f32x4.mul(f32x4.sub(d, splat(frame.keyBase)), splat(frame.keyScale));
  return truncate(f32x4.pmin(splat(65535), f32x4.pmax(splat(0), key)));
}

/** Least codes of four splats that are drawn, by their angle to the gaze. */
// @ts-ignore: decorator
@inline
function leastCodes(frame: FrameBlock, x: v128, y: v128, z: v128, distance: v128): v128 {
  const ahead = f32x4.sub(
    madd(x, splat(frame.gazeX), madd(y, splat(frame.gazeY), f32x4.mul(z, splat(frame.gazeZ)))),
    splat(frame.headX * frame.gazeX + frame.headY * frame.gazeY + frame.headZ * frame.gazeZ),
  );
  const beyond = f32x4.mul(f32x4.sub(splat(frame.codeCosine), f32x4.div(ahead, distance)), splat(frame.codeSlope));
  return madd(f32x4.pmin(splat(1), f32x4.pmax(splat(0), beyond)), splat(frame.codeRise), splat(frame.leastCode));
}

/**
 * Writes the keys of chunk number `chunk`; every splat of its prefix counts as visible. Those whose byte in the frame's `codes` is below
 * what is needed at their angle to the gaze get the last key of all, and are counted. Keys need four spare places at the end.
 */
export function chunkKeys(framePtr: usize, chunk: i32): void {
  const frame = changetype<FrameBlock>(framePtr);
  const row = frame.chunks + <usize>chunk * CHUNK_BYTES;
  const start = load<u32>(row, CHUNK_START), keep = load<i32>(row, CHUNK_KEEP), stride = frame.stride;
  const codes = frame.codes;
  const last = i32x4.splat(codes ? LEFT_OUT_KEY - 1 : LEFT_OUT_KEY);
  let to = frame.keys + (<usize>load<u32>(row, CHUNK_RECORD) << 1), left = 0;
  for (let i = 0; i < keep; i += 4, to += 8) {
    const from = frame.scene + ((<usize>start + <usize>i) << 2);
    const x = v128.load(from), y = v128.load(from + stride), z = v128.load(from + stride * 2);
    const distance = distances(frame, x, y, z);
    let keys = i32x4.min_s(last, distanceKeys(frame, distance));
    if (codes) {
      const bytes = i16x8.extend_low_i8x16_u(v128.load32_zero(codes + <usize>start + <usize>i));
      const code = f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(bytes));
      const hidden = f32x4.lt(code, leastCodes(frame, x, y, z, distance));
      keys = v128.bitselect(i32x4.splat(LEFT_OUT_KEY), keys, hidden);
      left += popcnt(i32x4.bitmask(hidden) & (keep - i < 4 ? (1 << (keep - i)) - 1 : 15));
    }
    const packed = i16x8.narrow_i32x4_u(keys, keys);
    if (keep - i >= 4) {
      v128.store64_lane(to, packed, 0);
      continue;
    }
    // The chunk's last few: what follows may belong to another thread's chunk.
    store<u16>(to, <u16>i16x8.extract_lane_u(packed, 0));
    if (keep - i > 1) store<u16>(to, <u16>i16x8.extract_lane_u(packed, 1), 2);
    if (keep - i > 2) store<u16>(to, <u16>i16x8.extract_lane_u(packed, 2), 4);
  }
  store<i32>(row, keep, CHUNK_VISIBLE);
  store<i32>(row, left, CHUNK_LEFT);
}
