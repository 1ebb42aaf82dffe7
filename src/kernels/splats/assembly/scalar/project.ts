// Projection of one chunk for every eye, as ../project: the same formulas in the same order, one splat at a time.
import {
  CHUNK_BYTES,
  CHUNK_GROW2,
  CHUNK_KEEP,
  CHUNK_RECORD,
  CHUNK_START,
  CHUNK_VISIBLE,
  CHUNK_WHOLE,
  EyeBlock,
  FAR,
  FrameBlock,
  MIN_LOG2_ALPHA,
  MOST_DETERMINANT,
  NEAR,
  NO_TILES,
  RECORD_BYTES,
  RECORD_SHAPE,
} from '../frame';
import { keptShareOf } from './detail';
import { shadeHarmonics } from './harmonics';
import { distanceKey, distanceOf } from './keys';
import { least, most } from './select';
import { tilesOf } from './tile-word';

const LOW_PASS: f32 = 0.3;
const HALF_LOG2E: f32 = 0.7213475204444817 / 8;
const LOG2E: f32 = 1.4426950408889634 / 8;
const REACH_SLACK: f32 = 0.003;
const REACH_FACTOR: f32 = 1.001;
const TWO_LN2: f32 = 1.3862943611198906;
const EYE_BYTES: usize = offsetof<EyeBlock>();

/** Projects one eye's splat to `record`, all but the colour. Returns its tile word. */
function projectEye(
  frame: FrameBlock, eye: EyeBlock, source: usize, grow2: f32, x: f32, y: f32, z: f32, lo: f32, record: usize,
): u32 {
  const stride = frame.stride;
  const zc = x * eye.zx + (y * eye.zy + z * eye.zz) - eye.tz;
  if (!(zc > NEAR && zc < FAR)) return NO_TILES;
  const xc = x * eye.xx + (y * eye.xy + z * eye.xz) - eye.tx;
  const yc = x * eye.yx + (y * eye.yy + z * eye.yz) - eye.ty;
  const iz = <f32>1 / zc, u = xc * iz, v = yc * iz;
  const mx = u * eye.fx + eye.cx, my = eye.cy - v * eye.fy;
  const uc = least(most(u, eye.minU), eye.maxU), vc = least(most(v, eye.minV), eye.maxV);
  // Rows of J·W: gradient of the pixel position by the world position.
  const a = eye.fx * iz, b = -eye.fy * iz;
  const p0 = a * (eye.xx - uc * eye.zx), p1 = a * (eye.xy - uc * eye.zy), p2 = a * (eye.xz - uc * eye.zz);
  const q0 = b * (eye.yx - vc * eye.zx), q1 = b * (eye.yy - vc * eye.zy), q2 = b * (eye.yz - vc * eye.zz);
  let at = source + stride * 3;
  const s00 = load<f32>(at), s01 = load<f32>(at + stride), s02 = load<f32>(at + stride * 2);
  at += stride * 3;
  const s11 = load<f32>(at), s12 = load<f32>(at + stride), s22 = load<f32>(at + stride * 2);
  const u0 = s00 * p0 + (s01 * p1 + s02 * p2), u1 = s01 * p0 + (s11 * p1 + s12 * p2), u2 = s02 * p0 + (s12 * p1 + s22 * p2);
  const w0 = s00 * q0 + (s01 * q1 + s02 * q2), w1 = s01 * q0 + (s11 * q1 + s12 * q2), w2 = s02 * q0 + (s12 * q1 + s22 * q2);
  const cxx = grow2 * (p0 * u0 + (p1 * u1 + p2 * u2)) + LOW_PASS;
  const cxy = grow2 * (q0 * u0 + (q1 * u1 + q2 * u2));
  const cyy = grow2 * (q0 * w0 + (q1 * w1 + q2 * w2)) + LOW_PASS;
  const det = cxx * cyy - cxy * cxy;
  if (!(det > 0 && det < MOST_DETERMINANT)) return NO_TILES;
  // Half extents of the ellipse on which alpha falls to 1/255.
  const reach = (lo - MIN_LOG2_ALPHA) * (TWO_LN2 * REACH_FACTOR) + REACH_SLACK;
  const ex = sqrt<f32>(reach * cxx), ey = sqrt<f32>(reach * cyy);
  const w = f32(frame.width), h = f32(frame.height);
  const x0 = mx - ex, x1 = mx + ex, y0 = my - ey, y1 = my + ey;
  if (!(x0 < w && x1 > 0 && y0 < h && y1 > 0)) return NO_TILES;

  const id = <f32>1 / det;
  store<f32>(record, mx);
  store<f32>(record, my, 4);
  store<f32>(record, cyy * id * -HALF_LOG2E, 8);
  store<f32>(record, cxy * id * LOG2E, 12);
  store<f32>(record, cxx * id * -HALF_LOG2E, 16);
  store<f32>(record, lo * 0.125, 20);
  store<f32>(record, zc, 28);
  const ic = <f32>1 / cyy, height = det * ic;
  store<f32>(record, cxy * ic, RECORD_SHAPE);
  store<f32>(record, height * reach, RECORD_SHAPE + 4);
  store<f32>(record, height * ic, RECORD_SHAPE + 8);
  store<f32>(record, cxy * sqrt<f32>(reach / cxx), RECORD_SHAPE + 12);
  const right = min<i32>(i32(least(x1, w) * 0.03125), frame.tilesX - 1);
  const bottom = min<i32>(i32(least(y1, h) * 0.03125), frame.tilesY - 1);
  return tilesOf(record, i32(most(x0, 0) * 0.03125), i32(most(y0, 0) * 0.03125), right, bottom);
}

/** Projects chunk number `chunk` of the frame; see `project` of ../project. Needs no scratch. */
export function project(framePtr: usize, chunk: i32, scratch: usize): i32 {
  const frame = changetype<FrameBlock>(framePtr);
  const row = frame.chunks + <usize>chunk * CHUNK_BYTES;
  const start = <usize>load<u32>(row, CHUNK_START), keep = load<i32>(row, CHUNK_KEEP);
  const first = <usize>load<u32>(row, CHUNK_RECORD);
  const chunkGrow2 = load<f32>(row, CHUNK_GROW2), whole = f32(load<i32>(row, CHUNK_WHOLE));
  const stride = frame.stride, stereo = frame.eyeCount > 1;
  const left = changetype<EyeBlock>(frame.eyes), right = changetype<EyeBlock>(frame.eyes + EYE_BYTES);
  let out = first;
  for (let i = 0; i < keep; i++) {
    const index = start + <usize>i, source = frame.scene + (index << 2);
    const lo = load<f32>(source + stride * 9);
    if (!(lo > MIN_LOG2_ALPHA)) continue;
    const x = load<f32>(source), y = load<f32>(source + stride), z = load<f32>(source + stride * 2);
    const distance = distanceOf(frame, x, y, z);
    const share = keptShareOf(frame, source, x, y, z, distance);
    if (!(f32(i) < share * whole)) continue;
    const grow2 = chunkGrow2 / share;
    const leftRecord = left.records + out * RECORD_BYTES, rightRecord = right.records + out * RECORD_BYTES;
    const leftTiles = projectEye(frame, left, source, grow2, x, y, z, lo, leftRecord);
    const rightTiles = stereo ? projectEye(frame, right, source, grow2, x, y, z, lo, rightRecord) : NO_TILES;
    if (leftTiles == NO_TILES && rightTiles == NO_TILES) continue;
    const color = frame.shDegree > 0 ? shadeHarmonics(frame, index) : load<u32>(source + stride * 10);
    store<u16>(frame.keys + (out << 1), distanceKey(frame, distance));
    store<u32>(leftRecord, color, 24);
    store<u32>(left.rects + (out << 2), leftTiles);
    if (stereo) {
      store<u32>(rightRecord, color, 24);
      store<u32>(right.rects + (out << 2), rightTiles);
    }
    out++;
  }
  const count = <i32>(out - first);
  store<i32>(row, count, CHUNK_VISIBLE);
  return count;
}
