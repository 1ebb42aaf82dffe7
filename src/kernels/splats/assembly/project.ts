// Projection of one chunk for every eye: EWA splatting with a 0.3 px low-pass, culling, spherical harmonics, sort keys.
// Four splats at a time; survivors are packed to the front of the chunk's records, in the same slot for both eyes, so that
// one depth order serves both. About 10 ns a splat and eye on the reference machine.
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
} from './frame';
import { shadeHarmonics } from './harmonics';
import { columnBits } from './ellipse';
import { distanceKeys, distances } from './keys';
import { keptShare } from './detail';
import { madd, nmadd, splat, truncate } from '../../common/assembly/simd';

const LOW_PASS: f32 = 0.3;
// Conic entries are kept in log2 units divided by eight.
const HALF_LOG2E: f32 = 0.7213475204444817 / 8;
const LOG2E: f32 = 1.4426950408889634 / 8;
/** Slack of the ellipse, so that rounding never drops a pixel that blending would have drawn. */
const REACH_SLACK: f32 = 0.003;
const REACH_FACTOR: f32 = 1.001;
const TWO_LN2: f32 = 1.3862943611198906;
/** log2 opacity of a splat that is left out. */
const NOTHING: f32 = -1000;
const EYE_BYTES: usize = offsetof<EyeBlock>();

/** Per-lane results of one eye, kept until it is known which lanes survive. */
const LANE_BYTES: usize = 4 * RECORD_BYTES + 16;
const LANE_TILES: usize = 4 * RECORD_BYTES;

/** Projects one eye's four splats into `scratch` (four records, four rectangles). Returns the mask of visible lanes. */
// @ts-ignore: decorator
@inline
function projectEye(
  frame: FrameBlock, eye: EyeBlock, source: usize, grow2: v128, x: v128, y: v128, z: v128, lo: v128, color: v128, scratch: usize,
): i32 {
  const stride = frame.stride;
  const zc = f32x4.sub(madd(x, splat(eye.zx), madd(y, splat(eye.zy), f32x4.mul(z, splat(eye.zz)))), splat(eye.tz));
  let visible = v128.and(v128.and(f32x4.gt(zc, splat(NEAR)), f32x4.lt(zc, splat(FAR))), f32x4.gt(lo, splat(MIN_LOG2_ALPHA)));
  if (!v128.any_true(visible)) return 0;
  const xc = f32x4.sub(madd(x, splat(eye.xx), madd(y, splat(eye.xy), f32x4.mul(z, splat(eye.xz)))), splat(eye.tx));
  const yc = f32x4.sub(madd(x, splat(eye.yx), madd(y, splat(eye.yy), f32x4.mul(z, splat(eye.yz)))), splat(eye.ty));
  const iz = f32x4.div(splat(1), zc);
  const u = f32x4.mul(xc, iz), v = f32x4.mul(yc, iz);
  const mx = madd(u, splat(eye.fx), splat(eye.cx));
  const my = nmadd(v, splat(eye.fy), splat(eye.cy));
  const uc = f32x4.pmin(f32x4.pmax(u, splat(eye.minU)), splat(eye.maxU));
  const vc = f32x4.pmin(f32x4.pmax(v, splat(eye.minV)), splat(eye.maxV));
  // Rows of J·W: gradient of the pixel position by the world position.
  const a = f32x4.mul(splat(eye.fx), iz), b = f32x4.mul(splat(-eye.fy), iz);
  const p0 = f32x4.mul(a, nmadd(uc, splat(eye.zx), splat(eye.xx)));
  const p1 = f32x4.mul(a, nmadd(uc, splat(eye.zy), splat(eye.xy)));
  const p2 = f32x4.mul(a, nmadd(uc, splat(eye.zz), splat(eye.xz)));
  const q0 = f32x4.mul(b, nmadd(vc, splat(eye.zx), splat(eye.yx)));
  const q1 = f32x4.mul(b, nmadd(vc, splat(eye.zy), splat(eye.yy)));
  const q2 = f32x4.mul(b, nmadd(vc, splat(eye.zz), splat(eye.yz)));
  let at = source + stride * 3;
  const s00 = v128.load(at), s01 = v128.load(at + stride), s02 = v128.load(at + stride * 2);
  at += stride * 3;
  const s11 = v128.load(at), s12 = v128.load(at + stride), s22 = v128.load(at + stride * 2);
  const u0 = madd(s00, p0, madd(s01, p1, f32x4.mul(s02, p2)));
  const u1 = madd(s01, p0, madd(s11, p1, f32x4.mul(s12, p2)));
  const u2 = madd(s02, p0, madd(s12, p1, f32x4.mul(s22, p2)));
  const w0 = madd(s00, q0, madd(s01, q1, f32x4.mul(s02, q2)));
  const w1 = madd(s01, q0, madd(s11, q1, f32x4.mul(s12, q2)));
  const w2 = madd(s02, q0, madd(s12, q1, f32x4.mul(s22, q2)));
  const cxx = madd(grow2, madd(p0, u0, madd(p1, u1, f32x4.mul(p2, u2))), splat(LOW_PASS));
  const cxy = f32x4.mul(grow2, madd(q0, u0, madd(q1, u1, f32x4.mul(q2, u2))));
  const cyy = madd(grow2, madd(q0, w0, madd(q1, w1, f32x4.mul(q2, w2))), splat(LOW_PASS));
  const det = f32x4.sub(f32x4.mul(cxx, cyy), f32x4.mul(cxy, cxy));
  // What is no number fails both.
  visible = v128.and(visible, v128.and(f32x4.gt(det, splat(0)), f32x4.lt(det, splat(MOST_DETERMINANT))));
  // Half extents of the ellipse on which alpha falls to 1/255.
  const reach = madd(f32x4.sub(lo, splat(MIN_LOG2_ALPHA)), splat(TWO_LN2 * REACH_FACTOR), splat(REACH_SLACK));
  const ex = f32x4.sqrt(f32x4.mul(reach, cxx)), ey = f32x4.sqrt(f32x4.mul(reach, cyy));
  const w = splat(f32(frame.width)), h = splat(f32(frame.height));
  const x0 = f32x4.sub(mx, ex), x1 = f32x4.add(mx, ex), y0 = f32x4.sub(my, ey), y1 = f32x4.add(my, ey);
  visible = v128.and(visible, v128.and(f32x4.lt(x0, w), f32x4.gt(x1, splat(0))));
  visible = v128.and(visible, v128.and(f32x4.lt(y0, h), f32x4.gt(y1, splat(0))));
  const mask = i32x4.bitmask(visible);
  if (mask == 0) return 0;

  const id = f32x4.div(splat(1), det);
  const ca = f32x4.mul(f32x4.mul(cyy, id), splat(-HALF_LOG2E));
  const cb = f32x4.mul(f32x4.mul(cxy, id), splat(LOG2E));
  const cc = f32x4.mul(f32x4.mul(cxx, id), splat(-HALF_LOG2E));
  // 4 × 4 transposes: lanes become records.
  let t0 = v128.shuffle<i32>(mx, my, 0, 4, 1, 5), t1 = v128.shuffle<i32>(ca, cb, 0, 4, 1, 5);
  let t2 = v128.shuffle<i32>(mx, my, 2, 6, 3, 7), t3 = v128.shuffle<i32>(ca, cb, 2, 6, 3, 7);
  v128.store(scratch, v128.shuffle<i64>(t0, t1, 0, 2));
  v128.store(scratch, v128.shuffle<i64>(t0, t1, 1, 3), 48);
  v128.store(scratch, v128.shuffle<i64>(t2, t3, 0, 2), 96);
  v128.store(scratch, v128.shuffle<i64>(t2, t3, 1, 3), 144);
  const lo8 = f32x4.mul(lo, splat(0.125));
  t0 = v128.shuffle<i32>(cc, lo8, 0, 4, 1, 5), t1 = v128.shuffle<i32>(color, zc, 0, 4, 1, 5);
  t2 = v128.shuffle<i32>(cc, lo8, 2, 6, 3, 7), t3 = v128.shuffle<i32>(color, zc, 2, 6, 3, 7);
  v128.store(scratch, v128.shuffle<i64>(t0, t1, 0, 2), 16);
  v128.store(scratch, v128.shuffle<i64>(t0, t1, 1, 3), 64);
  v128.store(scratch, v128.shuffle<i64>(t2, t3, 0, 2), 112);
  v128.store(scratch, v128.shuffle<i64>(t2, t3, 1, 3), 160);
  const ic = f32x4.div(splat(1), cyy), shear = f32x4.mul(cxy, ic), height = f32x4.mul(det, ic);
  const span = f32x4.mul(height, reach), fall = f32x4.mul(height, ic);
  const peak = f32x4.mul(cxy, f32x4.sqrt(f32x4.div(reach, cxx)));
  t0 = v128.shuffle<i32>(shear, span, 0, 4, 1, 5), t1 = v128.shuffle<i32>(fall, peak, 0, 4, 1, 5);
  t2 = v128.shuffle<i32>(shear, span, 2, 6, 3, 7), t3 = v128.shuffle<i32>(fall, peak, 2, 6, 3, 7);
  v128.store(scratch, v128.shuffle<i64>(t0, t1, 0, 2), 32);
  v128.store(scratch, v128.shuffle<i64>(t0, t1, 1, 3), 80);
  v128.store(scratch, v128.shuffle<i64>(t2, t3, 0, 2), 128);
  v128.store(scratch, v128.shuffle<i64>(t2, t3, 1, 3), 176);
  // Tile rectangle, one byte an edge: x0, y0, x1, y1 inclusive.
  const inv = splat(1.0 / 32.0);
  const bx0 = truncate(f32x4.mul(f32x4.pmax(x0, splat(0)), inv));
  const by0 = truncate(f32x4.mul(f32x4.pmax(y0, splat(0)), inv));
  const bx1 = i32x4.min_s(truncate(f32x4.mul(f32x4.pmin(x1, w), inv)), i32x4.splat(frame.tilesX - 1));
  const by1 = i32x4.min_s(truncate(f32x4.mul(f32x4.pmin(y1, h), inv)), i32x4.splat(frame.tilesY - 1));
  const rect = v128.or(v128.or(bx0, i32x4.shl(by0, 8)), v128.or(i32x4.shl(bx1, 16), i32x4.shl(by1, 24)));
  v128.store(scratch, rect, LANE_TILES);
  return mask;
}

/**
 * Projects chunk number `chunk` of the frame. `scratch` needs 512 bytes of the calling thread's own. Writes records,
 * rectangles and keys from the chunk's first record on and returns how many there are.
 */
export function project(framePtr: usize, chunk: i32, scratch: usize): i32 {
  const frame = changetype<FrameBlock>(framePtr);
  const row = frame.chunks + <usize>chunk * CHUNK_BYTES;
  const start = load<u32>(row, CHUNK_START), keep = load<i32>(row, CHUNK_KEEP);
  const first = load<u32>(row, CHUNK_RECORD);
  const chunkGrow2 = splat(load<f32>(row, CHUNK_GROW2)), whole = splat(f32(load<i32>(row, CHUNK_WHOLE)));
  const stride = frame.stride, stereo = frame.eyeCount > 1;
  const left = changetype<EyeBlock>(frame.eyes), right = changetype<EyeBlock>(frame.eyes + EYE_BYTES);
  let out = <usize>first;
  for (let i = 0; i < keep; i += 4) {
    const source = frame.scene + ((<usize>start + <usize>i) << 2);
    const x = v128.load(source), y = v128.load(source + stride), z = v128.load(source + stride * 2);
    const distance = distances(frame, x, y, z), color = v128.load(source + stride * 10);
    const share = keptShare(frame, source, x, y, z, distance);
    const stays = f32x4.lt(f32x4.add(splat(f32(i)), f32x4(0, 1, 2, 3)), f32x4.mul(share, whole));
    if (!v128.any_true(stays)) continue;
    const lo = v128.bitselect(v128.load(source + stride * 9), splat(NOTHING), stays);
    const grow2 = f32x4.div(chunkGrow2, share);
    let mask0 = projectEye(frame, left, source, grow2, x, y, z, lo, color, scratch);
    let mask1 = stereo ? projectEye(frame, right, source, grow2, x, y, z, lo, color, scratch + LANE_BYTES) : 0;
    let mask = mask0 | mask1;
    if (keep - i < 4) mask &= (1 << (keep - i)) - 1;
    if (mask == 0) continue;
    v128.store(scratch, distanceKeys(frame, distance), 2 * LANE_BYTES);
    while (mask) {
      const lane = <usize>ctz(mask);
      mask &= mask - 1;
      store<u16>(frame.keys + (out << 1), load<u32>(scratch + 2 * LANE_BYTES + (lane << 2)));
      if (frame.shDegree > 0) {
        const shaded = shadeHarmonics(frame, <usize>start + <usize>i + lane);
        store<u32>(scratch + lane * RECORD_BYTES, shaded, 24);
        store<u32>(scratch + LANE_BYTES + lane * RECORD_BYTES, shaded, 24);
      }
      copyLane(left, out, scratch, lane, (mask0 >> <i32>lane) & 1);
      if (stereo) copyLane(right, out, scratch + LANE_BYTES, lane, (mask1 >> <i32>lane) & 1);
      out++;
    }
  }
  const count = <i32>(out - first);
  store<i32>(row, count, CHUNK_VISIBLE);
  return count;
}

/** Tile word of a record from its rectangle of tiles (x0, y0, x1, y1, a byte each, inclusive). */
// @ts-ignore: decorator
@inline
function tilesOf(record: usize, rect: u32): u32 {
  const x0 = rect & 255, y0 = (rect >> 8) & 255;
  const columns = ((rect >> 16) & 255) - x0 + 1, rows = (rect >> 24) - y0 + 1;
  const corner = x0 | (y0 << 8);
  if (columns > 4 || rows > 4) return corner;
  let bits = ((1 << columns) - 1) * (0x1111 & ((1 << (rows << 2)) - 1));
  if (columns > 1 && rows > 1) {
    const y = f32(y0 << 5) + 0.5;
    // Beyond the picture's right edge an ellipse may go on past the fourth column.
    const lines = v128.and(columnBits(f32x4(y, y + 32, y + 64, y + 96), f32(x0 << 5), record, 32, 32), i32x4.splat(15));
    bits &= i32x4.extract_lane(lines, 0) | (i32x4.extract_lane(lines, 1) << 4)
      | (i32x4.extract_lane(lines, 2) << 8) | (i32x4.extract_lane(lines, 3) << 12);
    // An ellipse may pass between the pixel centres of all its tiles; one bit keeps it apart from the large ones.
    if (bits == 0) bits = 1;
  }
  return corner | (bits << 16);
}

// @ts-ignore: decorator
@inline
function copyLane(eye: EyeBlock, out: usize, scratch: usize, lane: usize, visible: i32): void {
  if (!visible) {
    store<u32>(eye.rects + (out << 2), NO_TILES);
    return;
  }
  const from = scratch + lane * RECORD_BYTES, to = eye.records + out * RECORD_BYTES;
  v128.store(to, v128.load(from));
  v128.store(to, v128.load(from, 16), 16);
  v128.store(to, v128.load(from, 32), 32);
  store<u32>(eye.rects + (out << 2), tilesOf(from, load<u32>(scratch + (lane << 2), LANE_TILES)));
}
