// Front-to-back blending of one tile of 32 × 32 pixels.
//
// The tile's list is taken in batches. For each splat of a batch the exact rows of its ellipse give a 64-bit mask of the 4 × 4
// pixel blocks it can touch, and the splat joins those blocks' short lists; each block then keeps its 16 pixels in registers
// while it walks its list. A pass draws one pixel of each quad, so that a block of 16 samples covers 8 × 8 pixels; the far
// periphery takes one pixel in sixteen, 16 × 16 a block. A pixel's arithmetic is the same whichever block computes it, and
// skipped splats would have added nothing, so four passes equal the full tile bit for bit.
import { EyeBlock, FrameBlock, MIN_LOG2_ALPHA, RECORD_BYTES } from './frame';
import { COLOR_BASE, COLOR_STEP } from './harmonics';
import { madd, splat, truncate } from './simd';

const BATCH = 256;
const LOCAL_BYTES: usize = 48;
const BLOCKS = 64;
/** Per block: transmittance, red, green, blue, depth of 16 pixels. */
const STATE_BYTES: usize = 320;

// Scratch of one thread: splats of the batch, blocks' states, list lengths, lists.
const STATES: usize = LOCAL_BYTES * BATCH;
const LENGTHS: usize = STATES + STATE_BYTES * BLOCKS;
const LISTS: usize = LENGTHS + 4 * BLOCKS;
/** Bytes of scratch that `blendTile` needs. */
export const BLEND_SCRATCH: usize = LISTS + BATCH * BLOCKS;

const LEVEL_SLACK: f32 = 0.002;
const PIXEL_SLACK: f32 = 0.02;
/** A pixel is finished when less than this much light passes. */
const MIN_TRANSMITTANCE: f32 = 1e-4;

const EYE_BYTES: usize = offsetof<EyeBlock>();

/** 2^x for −8 < x ≤ 0: a cubic for 2^(x/8), squared three times; relative error below 8e-4. The caller has divided by eight. */
// @ts-ignore: decorator
@inline
function exp2Eighth(x: v128): v128 {
  let y = madd(madd(madd(splat(0.03961584), x, splat(0.23115855)), x, splat(0.69158744)), x, splat(1));
  y = f32x4.mul(y, y);
  y = f32x4.mul(y, y);
  return f32x4.mul(y, y);
}

/** Interval masks of four rows of blocks: bits of the columns that [left, right] touches, one 32-bit lane a row. */
// @ts-ignore: decorator
@inline
function rowMasks(top: v128, my: v128, mx: v128, p4k: v128, det: v128, q: v128, half: v128, peak: v128): v128 {
  const a = f32x4.sub(top, my), b = f32x4.add(a, splat(3));
  const dyr = f32x4.min(f32x4.max(peak, a), b), dyl = f32x4.min(f32x4.max(f32x4.neg(peak), a), b);
  const qr = f32x4.sub(p4k, f32x4.mul(det, f32x4.mul(dyr, dyr))), ql = f32x4.sub(p4k, f32x4.mul(det, f32x4.mul(dyl, dyl)));
  const zero = splat(0);
  const right = madd(half, f32x4.sub(f32x4.sqrt(f32x4.max(qr, zero)), f32x4.mul(q, dyr)), mx);
  const left = f32x4.sub(mx, f32x4.mul(half, f32x4.add(f32x4.sqrt(f32x4.max(ql, zero)), f32x4.mul(q, dyl))));
  // Columns whose pixel centres 0.5 … 3.5 meet the interval; then 2^(last + 1) − 2^first through the exponent bits.
  const first = f32x4.ceil(f32x4.mul(f32x4.sub(left, splat(3.5 + PIXEL_SLACK)), splat(0.25)));
  const last = f32x4.floor(f32x4.mul(f32x4.sub(right, splat(0.5 - PIXEL_SLACK)), splat(0.25)));
  const lo = truncate(f32x4.min(f32x4.max(first, zero), splat(8)));
  const hi = truncate(f32x4.min(f32x4.max(last, splat(-1)), splat(7)));
  const powerLo = i32x4.shl(i32x4.add(lo, i32x4.splat(127)), 23);
  const powerHi = i32x4.shl(i32x4.add(hi, i32x4.splat(128)), 23);
  const bits = truncate(f32x4.max(f32x4.sub(powerHi, powerLo), zero));
  return v128.and(bits, f32x4.ge(qr, zero));
}

/** Loads up to BATCH splats, spreads them over the blocks' lists. `stride` 1, 2 or 4 chooses the blocks' size. */
// @ts-ignore: decorator
@inline
function gather(records: usize, list: usize, count: i32, scratch: usize, x0: f32, y0: f32, stride: i32, alive: u64): void {
  memory.fill(scratch + LENGTHS, 0, 4 * BLOCKS);
  const rowTop = f32x4(0.5, 4.5, 8.5, 12.5);
  for (let i = 0; i < count; i++) {
    const from = records + <usize>load<u32>(list + (<usize>i << 2)) * RECORD_BYTES;
    const to = scratch + <usize>i * LOCAL_BYTES;
    const mx = load<f32>(from), my = load<f32>(from, 4);
    const ca = load<f32>(from, 8), cb = load<f32>(from, 12), cc = load<f32>(from, 16), lo = load<f32>(from, 20);
    const color = load<u32>(from, 24);
    store<f32>(to, mx);
    store<f32>(to, my, 4);
    store<f32>(to, ca * 0.125, 8);
    store<f32>(to, cb * 0.125, 12);
    store<f32>(to, cc * 0.125, 16);
    store<f32>(to, lo * 0.125, 20);
    store<f32>(to, f32(color & 1023) * COLOR_STEP + COLOR_BASE, 24);
    store<f32>(to, f32((color >> 10) & 1023) * COLOR_STEP + COLOR_BASE, 28);
    store<f32>(to, f32((color >> 20) & 1023) * COLOR_STEP + COLOR_BASE, 32);
    store<f32>(to, load<f32>(from, 28), 36);

    const k = lo - MIN_LOG2_ALPHA + LEVEL_SLACK;
    const determinant = ca * cc * 4 - cb * cb;
    const peak = -cb * 0.5 / cc * sqrt<f32>(cc * k * -4 / determinant);
    const vmx = splat(mx - x0), p4k = splat(ca * k * -4), det = splat(determinant), q = splat(-cb), half = splat(<f32>-0.5 / ca);
    const vpeak = splat(peak), vmy = splat(my - y0);
    const upper = rowMasks(rowTop, vmy, vmx, p4k, det, q, half, vpeak);
    const lower = rowMasks(f32x4.add(rowTop, splat(16)), vmy, vmx, p4k, det, q, half, vpeak);
    const packed = i16x8.narrow_i32x4_u(upper, lower);
    let mask = <u64>i64x2.extract_lane(i8x16.narrow_i16x8_u(packed, packed), 0);
    if (stride > 1) {
      mask |= mask >> 1;
      mask = (mask | (mask >> 8)) & 0x0055005500550055;
      if (stride > 2) {
        mask |= mask >> 2;
        mask = (mask | (mask >> 16)) & 0x0000001100000011;
      }
    }
    mask &= alive;
    while (mask) {
      const block = <usize>ctz(mask);
      mask &= mask - 1;
      const length = scratch + LENGTHS + (block << 2);
      const n = load<u32>(length);
      store<u8>(scratch + LISTS + block * BATCH + <usize>n, <u8>i);
      store<u32>(length, n + 1);
    }
  }
}

/**
 * Blends a block's list into its 16 pixels: columns `xs`, rows `y`, `y + step` …. `depthRows` 0: none, 1: rows 0 and 2,
 * 2: all rows. Returns whether any pixel still lets light through.
 */
// @ts-ignore: decorator
@inline
function blendBlock(scratch: usize, state: usize, list: usize, count: i32, xs: v128, y: f32, step: f32, depthRows: i32): bool {
  let t0 = v128.load(state), t1 = v128.load(state, 16), t2 = v128.load(state, 32), t3 = v128.load(state, 48);
  let r0 = v128.load(state, 64), r1 = v128.load(state, 80), r2 = v128.load(state, 96), r3 = v128.load(state, 112);
  let g0 = v128.load(state, 128), g1 = v128.load(state, 144), g2 = v128.load(state, 160), g3 = v128.load(state, 176);
  let b0 = v128.load(state, 192), b1 = v128.load(state, 208), b2 = v128.load(state, 224), b3 = v128.load(state, 240);
  let d0 = v128.load(state, 256), d1 = v128.load(state, 272), d2 = v128.load(state, 288), d3 = v128.load(state, 304);
  const y0 = splat(y), y1 = splat(y + step), y2 = splat(y + step * 2), y3 = splat(y + step * 3);
  const limit = splat(MIN_LOG2_ALPHA * 0.125), most = splat(0.99), least = splat(MIN_TRANSMITTANCE), halfLight = splat(0.5);
  let open = true;
  for (let i = 0; i < count; i++) {
    const at = scratch + <usize>load<u8>(list + <usize>i) * LOCAL_BYTES;
    const dx = f32x4.sub(xs, v128.load32_splat(at)), my = v128.load32_splat(at, 4);
    const base = madd(f32x4.mul(v128.load32_splat(at, 8), dx), dx, v128.load32_splat(at, 20));
    const bdx = f32x4.mul(v128.load32_splat(at, 12), dx), cc = v128.load32_splat(at, 16);
    const red = v128.load32_splat(at, 24), green = v128.load32_splat(at, 28), blue = v128.load32_splat(at, 32);
    const depth = v128.load32_splat(at, 36);

    let dy = f32x4.sub(y0, my), power = madd(dy, madd(cc, dy, bdx), base);
    let w = f32x4.mul(v128.and(f32x4.min(exp2Eighth(power), most), f32x4.gt(power, limit)), t0);
    if (depthRows > 0) d0 = v128.bitselect(depth, d0, f32x4.gt(t0, halfLight));
    t0 = f32x4.sub(t0, w);
    t0 = v128.and(t0, f32x4.ge(t0, least));
    r0 = madd(w, red, r0);
    g0 = madd(w, green, g0);
    b0 = madd(w, blue, b0);

    dy = f32x4.sub(y1, my), power = madd(dy, madd(cc, dy, bdx), base);
    w = f32x4.mul(v128.and(f32x4.min(exp2Eighth(power), most), f32x4.gt(power, limit)), t1);
    if (depthRows > 1) d1 = v128.bitselect(depth, d1, f32x4.gt(t1, halfLight));
    t1 = f32x4.sub(t1, w);
    t1 = v128.and(t1, f32x4.ge(t1, least));
    r1 = madd(w, red, r1);
    g1 = madd(w, green, g1);
    b1 = madd(w, blue, b1);

    dy = f32x4.sub(y2, my), power = madd(dy, madd(cc, dy, bdx), base);
    w = f32x4.mul(v128.and(f32x4.min(exp2Eighth(power), most), f32x4.gt(power, limit)), t2);
    if (depthRows > 0) d2 = v128.bitselect(depth, d2, f32x4.gt(t2, halfLight));
    t2 = f32x4.sub(t2, w);
    t2 = v128.and(t2, f32x4.ge(t2, least));
    r2 = madd(w, red, r2);
    g2 = madd(w, green, g2);
    b2 = madd(w, blue, b2);

    dy = f32x4.sub(y3, my), power = madd(dy, madd(cc, dy, bdx), base);
    w = f32x4.mul(v128.and(f32x4.min(exp2Eighth(power), most), f32x4.gt(power, limit)), t3);
    if (depthRows > 1) d3 = v128.bitselect(depth, d3, f32x4.gt(t3, halfLight));
    t3 = f32x4.sub(t3, w);
    t3 = v128.and(t3, f32x4.ge(t3, least));
    r3 = madd(w, red, r3);
    g3 = madd(w, green, g3);
    b3 = madd(w, blue, b3);

    if ((i & 7) == 7) {
      open = v128.any_true(v128.or(v128.or(t0, t1), v128.or(t2, t3)));
      if (!open) break;
    }
  }
  v128.store(state, t0); v128.store(state, t1, 16); v128.store(state, t2, 32); v128.store(state, t3, 48);
  v128.store(state, r0, 64); v128.store(state, r1, 80); v128.store(state, r2, 96); v128.store(state, r3, 112);
  v128.store(state, g0, 128); v128.store(state, g1, 144); v128.store(state, g2, 160); v128.store(state, g3, 176);
  v128.store(state, b0, 192); v128.store(state, b1, 208); v128.store(state, b2, 224); v128.store(state, b3, 240);
  if (depthRows > 0) { v128.store(state, d0, 256); v128.store(state, d2, 288); }
  if (depthRows > 1) { v128.store(state, d1, 272); v128.store(state, d3, 304); }
  return open;
}

// Three bodies, so that each is compiled with its own constant.
function blendBlockNoDepth(scratch: usize, state: usize, list: usize, count: i32, xs: v128, y: f32, step: f32): bool {
  return blendBlock(scratch, state, list, count, xs, y, step, 0);
}
function blendBlockHalfDepth(scratch: usize, state: usize, list: usize, count: i32, xs: v128, y: f32): bool {
  return blendBlock(scratch, state, list, count, xs, y, 1, 1);
}
function blendBlockDepth(scratch: usize, state: usize, list: usize, count: i32, xs: v128, y: f32, step: f32): bool {
  return blendBlock(scratch, state, list, count, xs, y, step, 2);
}

// @ts-ignore: decorator
@inline
function clearStates(scratch: usize, blocks: i32): void {
  memory.fill(scratch + STATES, 0, STATE_BYTES * <usize>blocks);
  const one = splat(1);
  for (let block = 0; block < blocks; block++) {
    const state = scratch + STATES + <usize>block * STATE_BYTES;
    v128.store(state, one); v128.store(state, one, 16); v128.store(state, one, 32); v128.store(state, one, 48);
  }
}

/** Four pixels of row `row` of a block as RGBA8, premultiplied. */
// @ts-ignore: decorator
@inline
function pixels(state: usize, row: usize): v128 {
  const at = state + (row << 4), scale = splat(255), round = splat(0.5), full = splat(255);
  const zero = splat(0);
  const r = truncate(f32x4.min(madd(f32x4.max(v128.load(at, 64), zero), scale, round), full));
  const g = truncate(f32x4.min(madd(f32x4.max(v128.load(at, 128), zero), scale, round), full));
  const b = truncate(f32x4.min(madd(f32x4.max(v128.load(at, 192), zero), scale, round), full));
  const a = truncate(madd(f32x4.sub(splat(1), v128.load(at)), scale, round));
  return v128.or(v128.or(r, i32x4.shl(g, 8)), v128.or(i32x4.shl(b, 16), i32x4.shl(a, 24)));
}

/** Depth of the anchor where light fell below one half, else 0. */
// @ts-ignore: decorator
@inline
function depths(state: usize, row: usize): v128 {
  const at = state + (row << 4);
  return v128.and(v128.load(at, 256), f32x4.le(v128.load(at), splat(0.5)));
}

/** Stores four lanes `step` pixels apart, those inside the picture. */
// @ts-ignore: decorator
@inline
function storeSpread(row: usize, x: i32, step: i32, width: i32, value: v128): void {
  if (x < width) store<u32>(row + (<usize>x << 2), i32x4.extract_lane(value, 0));
  if (x + step < width) store<u32>(row + (<usize>(x + step) << 2), i32x4.extract_lane(value, 1));
  if (x + 2 * step < width) store<u32>(row + (<usize>(x + 2 * step) << 2), i32x4.extract_lane(value, 2));
  if (x + 3 * step < width) store<u32>(row + (<usize>(x + 3 * step) << 2), i32x4.extract_lane(value, 3));
}

/**
 * Draws one tile. `from` and `to` are levels: the passes after `from` up to `to` are drawn; from 0 to 4 is the whole tile at
 * once, `to` 0 is one pixel in sixteen. Returns the pixels shaded.
 */
export function blendTile(framePtr: usize, eye: i32, tile: i32, from: i32, to: i32, scratch: usize): i32 {
  const frame = changetype<FrameBlock>(framePtr);
  const records = changetype<EyeBlock>(frame.eyes + <usize>eye * EYE_BYTES).records;
  const tilesX = frame.tilesX, entry = frame.offsets + (<usize>(eye * tilesX * frame.tilesY + tile) << 2);
  let at = load<u32>(entry);
  const end = load<u32>(entry, 4);
  const tx = (tile % tilesX) << 5, ty = (tile / tilesX) << 5;
  const width = frame.width, height = frame.height;
  const stride = to == 0 ? 4 : from == 0 && to == 4 ? 1 : 2;
  const side = 32 / (4 * stride), perPass = side * side;
  const passes = stride == 2 ? to - from : 1;
  clearStates(scratch, perPass * passes);
  // Blocks whose first pixel lies outside the picture are never drawn; `alive` has a block's bit at (row, column) · stride.
  let alive: u64 = 0;
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      if (tx + column * 4 * stride < width && ty + row * 4 * stride < height) {
        alive |= <u64>1 << (row * stride * 8 + column * stride);
      }
    }
  }
  const visible = alive;
  while (at < end && alive) {
    const count = <i32>min<u32>(end - at, BATCH);
    gather(records, frame.lists + (<usize>at << 2), count, scratch, f32(tx), f32(ty), stride, alive);
    at += count;
    for (let rest = alive; rest; rest &= rest - 1) {
      const bit = <i32>ctz(rest);
      const n = load<i32>(scratch + LENGTHS + (<usize>bit << 2));
      if (n == 0) continue;
      const column = (bit & 7) / stride, row = (bit >> 3) / stride, list = scratch + LISTS + <usize>bit * BATCH;
      const x = f32(tx + column * 4 * stride) + 0.5, y = f32(ty + row * 4 * stride) + 0.5;
      let open = false;
      if (stride == 1) {
        const state = scratch + STATES + <usize>(row * side + column) * STATE_BYTES;
        open = blendBlockHalfDepth(scratch, state, list, n, f32x4(x, x + 1, x + 2, x + 3), y);
      } else {
        const s = f32(stride);
        for (let pass = 0; pass < passes; pass++) {
          const index = from + pass;
          const px = x + (index == 1 || index == 2 ? <f32>1 : <f32>0), py = y + (index == 1 || index == 3 ? <f32>1 : <f32>0);
          const state = scratch + STATES + <usize>(pass * perPass + row * side + column) * STATE_BYTES;
          const xs = f32x4(px, px + s, px + s * 2, px + s * 3);
          const more = index == 0
            ? blendBlockDepth(scratch, state, list, n, xs, py, s)
            : blendBlockNoDepth(scratch, state, list, n, xs, py, s);
          open = open || more;
        }
      }
      if (!open) alive &= ~(<u64>1 << bit);
    }
  }
  return write(frame, eye, tx, ty, from, stride, passes, scratch, visible);
}

/** Writes the blocks' pixels and depths to the picture. */
function write(frame: FrameBlock, eye: i32, tx: i32, ty: i32, from: i32, stride: i32, passes: i32, scratch: usize, visible: u64): i32 {
  const width = frame.width, height = frame.height, side = 32 / (4 * stride);
  const color = frame.color + <usize>(eye * width * height) * 4;
  const halfWidth = width >> 1, depth = frame.depth + <usize>(eye * halfWidth * (height >> 1)) * 4;
  let shaded = 0;
  for (let pass = 0; pass < passes; pass++) {
    const index = stride == 2 ? from + pass : 0;
    const ox = index == 1 || index == 2 ? 1 : 0, oy = index == 1 || index == 3 ? 1 : 0;
    for (let rest = visible; rest; rest &= rest - 1) {
      const bit = <i32>ctz(rest);
      const column = (bit & 7) / stride, row = (bit >> 3) / stride;
      const state = scratch + STATES + <usize>(pass * side * side + row * side + column) * STATE_BYTES;
      const x = tx + column * 4 * stride + ox;
      for (let line = 0; line < 4; line++) {
        const y = ty + row * 4 * stride + line * stride + oy;
        if (y >= height) break;
        const value = pixels(state, line), target = color + <usize>(y * width) * 4;
        if (stride == 1 && x + 4 <= width) v128.store(target + (<usize>x << 2), value);
        else storeSpread(target, x, stride, width, value);
        shaded += max(0, min(4, (width - x + stride - 1) / stride));
        if (index != 0) continue;
        const half = depth + <usize>((y >> 1) * halfWidth) * 4;
        if (stride == 1) {
          if (line & 1) continue;
          const d = depths(state, line);
          const hx = x >> 1;
          if (hx < halfWidth) store<f32>(half + (<usize>hx << 2), f32x4.extract_lane(d, 0));
          if (hx + 1 < halfWidth) store<f32>(half + (<usize>(hx + 1) << 2), f32x4.extract_lane(d, 2));
        } else {
          storeSpread(half, x >> 1, stride >> 1, halfWidth, depths(state, line));
        }
      }
    }
  }
  return shaded;
}
