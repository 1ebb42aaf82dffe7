// Blending of one block: 16 samples in four rows of four, held in registers while the block's list is walked front to back.
import { LOCAL_BYTES, LOCAL_COLOR } from './blend-scratch';
import { MIN_LOG2_ALPHA } from './frame';
import { choose, madd, splat } from './simd';

/** A pixel is finished when less than this much light passes. */
const MIN_TRANSMITTANCE: f32 = 1e-4;

/** 2^x for −8 < x ≤ 0: a cubic for 2^(x/8), squared three times; relative error below 8e-4. The caller has divided by eight. */
// @ts-ignore: decorator
@inline
function exp2Eighth(x: v128): v128 {
  let y = madd(madd(madd(splat(0.03961584), x, splat(0.23115855)), x, splat(0.69158744)), x, splat(1));
  y = f32x4.mul(y, y);
  y = f32x4.mul(y, y);
  return f32x4.mul(y, y);
}

/**
 * Blends `count` splats into the block's state. Rows lie at `y`, `y + step` …; `xs` are the columns of rows 0 and 2 and, where
 * `twin`, `xsOdd` those of rows 1 and 3. `depthRows` 0: none, 1: rows 0 and 2, 2: all. Constants choose the body. Returns whether
 * any sample still lets light through.
 */
// @ts-ignore: decorator
@inline
function blendBlock(
  scratch: usize, state: usize, list: usize, count: i32, xs: v128, xsOdd: v128, y: f32, step: f32, twin: bool, depthRows: i32,
): bool {
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
    const mx = v128.load32_splat(at), my = v128.load32_splat(at, 4), ca = v128.load32_splat(at, 8);
    const cb = v128.load32_splat(at, 12), cc = v128.load32_splat(at, 16), lo = v128.load32_splat(at, 20);
    const dx = f32x4.sub(xs, mx), base = madd(f32x4.mul(ca, dx), dx, lo), bdx = f32x4.mul(cb, dx);
    let baseOdd = base, bdxOdd = bdx;
    if (twin) {
      const dxOdd = f32x4.sub(xsOdd, mx);
      baseOdd = madd(f32x4.mul(ca, dxOdd), dxOdd, lo);
      bdxOdd = f32x4.mul(cb, dxOdd);
    }
    const red = v128.load32_splat(at, LOCAL_COLOR), green = v128.load32_splat(at, LOCAL_COLOR + 4), blue = v128.load32_splat(at, LOCAL_COLOR + 8);
    const depth = v128.load32_splat(at, 28);

    let dy = f32x4.sub(y0, my), power = madd(dy, madd(cc, dy, bdx), base);
    let w = f32x4.mul(v128.and(f32x4.pmin(most, exp2Eighth(power)), f32x4.gt(power, limit)), t0);
    if (depthRows > 0) d0 = choose(depth, d0, f32x4.gt(t0, halfLight));
    t0 = f32x4.sub(t0, w);
    t0 = v128.and(t0, f32x4.ge(t0, least));
    r0 = madd(w, red, r0);
    g0 = madd(w, green, g0);
    b0 = madd(w, blue, b0);

    dy = f32x4.sub(y1, my), power = madd(dy, madd(cc, dy, twin ? bdxOdd : bdx), twin ? baseOdd : base);
    w = f32x4.mul(v128.and(f32x4.pmin(most, exp2Eighth(power)), f32x4.gt(power, limit)), t1);
    if (depthRows > 1) d1 = choose(depth, d1, f32x4.gt(t1, halfLight));
    t1 = f32x4.sub(t1, w);
    t1 = v128.and(t1, f32x4.ge(t1, least));
    r1 = madd(w, red, r1);
    g1 = madd(w, green, g1);
    b1 = madd(w, blue, b1);

    dy = f32x4.sub(y2, my), power = madd(dy, madd(cc, dy, bdx), base);
    w = f32x4.mul(v128.and(f32x4.pmin(most, exp2Eighth(power)), f32x4.gt(power, limit)), t2);
    if (depthRows > 0) d2 = choose(depth, d2, f32x4.gt(t2, halfLight));
    t2 = f32x4.sub(t2, w);
    t2 = v128.and(t2, f32x4.ge(t2, least));
    r2 = madd(w, red, r2);
    g2 = madd(w, green, g2);
    b2 = madd(w, blue, b2);

    dy = f32x4.sub(y3, my), power = madd(dy, madd(cc, dy, twin ? bdxOdd : bdx), twin ? baseOdd : base);
    w = f32x4.mul(v128.and(f32x4.pmin(most, exp2Eighth(power)), f32x4.gt(power, limit)), t3);
    if (depthRows > 1) d3 = choose(depth, d3, f32x4.gt(t3, halfLight));
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

/** Every pixel of 4 × 4. */
export function blendFull(scratch: usize, state: usize, list: usize, count: i32, x: f32, y: f32): bool {
  const xs = f32x4(x, x + 1, x + 2, x + 3);
  return blendBlock(scratch, state, list, count, xs, xs, y, 1, false, 1);
}

/** Passes one and two at once: every other pixel of 8 × 4, as on a chess board. */
export function blendHalf(scratch: usize, state: usize, list: usize, count: i32, x: f32, y: f32): bool {
  const xs = f32x4(x, x + 2, x + 4, x + 6), xsOdd = f32x4(x + 1, x + 3, x + 5, x + 7);
  return blendBlock(scratch, state, list, count, xs, xsOdd, y, 1, true, 1);
}

/** Samples `step` pixels apart both ways, with depth. */
export function blendAnchors(scratch: usize, state: usize, list: usize, count: i32, x: f32, y: f32, step: f32): bool {
  const xs = f32x4(x, x + step, x + step * 2, x + step * 3);
  return blendBlock(scratch, state, list, count, xs, xs, y, step, false, 2);
}

/** One later pass: samples two pixels apart both ways, without depth. */
export function blendPass(scratch: usize, state: usize, list: usize, count: i32, x: f32, y: f32): bool {
  const xs = f32x4(x, x + 2, x + 4, x + 6);
  return blendBlock(scratch, state, list, count, xs, xs, y, 2, false, 0);
}
