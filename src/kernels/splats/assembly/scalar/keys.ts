// Distances from the head and their sort keys, as ../keys.
import {
  CHUNK_BYTES, CHUNK_KEEP, CHUNK_LEFT, CHUNK_RECORD, CHUNK_START, CHUNK_VISIBLE, FrameBlock, LEFT_OUT_KEY,
} from '../frame';
import { least, most } from './select';

/** Distance of a splat from the head, metres. */
// @ts-ignore: decorator
@inline
export function distanceOf(frame: FrameBlock, x: f32, y: f32, z: f32): f32 {
  const dx = x - frame.headX, dy = y - frame.headY, dz = z - frame.headZ;
  return sqrt<f32>(dx * dx + (dy * dy + dz * dz));
}

/** A distance as key 0 … 65535. */
// @ts-ignore: decorator
@inline
export function distanceKey(frame: FrameBlock, distance: f32): u32 {
  const d = frame.keyBits ? f32(reinterpret<i32>(distance)) : distance;
  return u32(least(65535, most(0, (d - frame.keyBase) * frame.keyScale)));
}

/** Least code of a splat that is drawn, by its angle to the gaze. */
// @ts-ignore: decorator
@inline
function leastCode(frame: FrameBlock, x: f32, y: f32, z: f32, distance: f32): f32 {
  const ahead = x * frame.gazeX + (y * frame.gazeY + z * frame.gazeZ)
    - (frame.headX * frame.gazeX + frame.headY * frame.gazeY + frame.headZ * frame.gazeZ);
  return least(1, most(0, (frame.codeCosine - ahead / distance) * frame.codeSlope)) * frame.codeRise + frame.leastCode;
}

/** Writes the keys of chunk number `chunk`; see ../keys. */
export function chunkKeys(framePtr: usize, chunk: i32): void {
  const frame = changetype<FrameBlock>(framePtr), stride = frame.stride;
  const row = frame.chunks + <usize>chunk * CHUNK_BYTES;
  const keep = load<i32>(row, CHUNK_KEEP), start = load<u32>(row, CHUNK_START);
  const codes = frame.codes;
  let left = 0;
  let from = frame.scene + (<usize>start << 2);
  let to = frame.keys + (<usize>load<u32>(row, CHUNK_RECORD) << 1);
  for (let i = 0; i < keep; i++, from += 4, to += 2) {
    const x = load<f32>(from), y = load<f32>(from + stride), z = load<f32>(from + stride * 2);
    const distance = distanceOf(frame, x, y, z);
    let key = distanceKey(frame, distance);
    if (codes) {
      const hidden = f32(load<u8>(codes + <usize>start + <usize>i)) < leastCode(frame, x, y, z, distance);
      key = hidden ? LEFT_OUT_KEY : min<u32>(LEFT_OUT_KEY - 1, key);
      left += i32(hidden);
    }
    store<u16>(to, key);
  }
  store<i32>(row, keep, CHUNK_VISIBLE);
  store<i32>(row, left, CHUNK_LEFT);
}
