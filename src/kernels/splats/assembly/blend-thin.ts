// Blending of blocks of which only some pixels are drawn: 16 samples, four rows of four. The list is walked once for each pair of
// rows: eight samples fit the vector registers of x86-64. Sixteen do not, and with samples this far apart what spills cost up to 1.5
// times as much, depending on how the stack happened to lie.
import { exp2Eighth, MIN_TRANSMITTANCE } from './alpha';
import { LOCAL_BYTES, LOCAL_COLOR } from './blend-scratch';
import { MIN_LOG2_ALPHA } from './frame';
import { choose, madd, splat } from './simd';

/**
 * Blends `count` splats into two rows of a block, whose state starts at `state`. `y` and `y + step` are the rows, `xs` the columns
 * and, where `twin`, `xsOdd` those of the second row. `depthRows` 0: none, 1: the first row, 2: both. Constants choose the body.
 * Returns whether any sample still lets light through.
 */
// @ts-ignore: decorator
@inline
function blendRows(
  scratch: usize, state: usize, list: usize, count: i32, xs: v128, xsOdd: v128, y: f32, step: f32, twin: bool, depthRows: i32,
): bool {
  let t0 = v128.load(state), t1 = v128.load(state, 16), r0 = v128.load(state, 64), r1 = v128.load(state, 80);
  let g0 = v128.load(state, 128), g1 = v128.load(state, 144), b0 = v128.load(state, 192), b1 = v128.load(state, 208);
  let d0 = v128.load(state, 256), d1 = v128.load(state, 272);
  const y0 = splat(y), y1 = splat(y + step);
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

    const dy0 = f32x4.sub(y0, my), power0 = madd(dy0, madd(cc, dy0, bdx), base);
    const w0 = f32x4.mul(v128.and(f32x4.pmin(most, exp2Eighth(power0)), f32x4.gt(power0, limit)), t0);
    if (depthRows > 0) d0 = choose(v128.load32_splat(at, 28), d0, f32x4.gt(t0, halfLight));
    t0 = f32x4.sub(t0, w0);
    t0 = v128.and(t0, f32x4.ge(t0, least));
    r0 = madd(w0, v128.load32_splat(at, LOCAL_COLOR), r0);
    g0 = madd(w0, v128.load32_splat(at, LOCAL_COLOR + 4), g0);
    b0 = madd(w0, v128.load32_splat(at, LOCAL_COLOR + 8), b0);

    const dy1 = f32x4.sub(y1, my), power1 = madd(dy1, madd(cc, dy1, twin ? bdxOdd : bdx), twin ? baseOdd : base);
    const w1 = f32x4.mul(v128.and(f32x4.pmin(most, exp2Eighth(power1)), f32x4.gt(power1, limit)), t1);
    if (depthRows > 1) d1 = choose(v128.load32_splat(at, 28), d1, f32x4.gt(t1, halfLight));
    t1 = f32x4.sub(t1, w1);
    t1 = v128.and(t1, f32x4.ge(t1, least));
    r1 = madd(w1, v128.load32_splat(at, LOCAL_COLOR), r1);
    g1 = madd(w1, v128.load32_splat(at, LOCAL_COLOR + 4), g1);
    b1 = madd(w1, v128.load32_splat(at, LOCAL_COLOR + 8), b1);

    if ((i & 7) == 7) {
      open = v128.any_true(v128.or(t0, t1));
      if (!open) break;
    }
  }
  v128.store(state, t0); v128.store(state, t1, 16); v128.store(state, r0, 64); v128.store(state, r1, 80);
  v128.store(state, g0, 128); v128.store(state, g1, 144); v128.store(state, b0, 192); v128.store(state, b1, 208);
  if (depthRows > 0) v128.store(state, d0, 256);
  if (depthRows > 1) v128.store(state, d1, 272);
  return open;
}

function twinRowsWithFirstDepth(scratch: usize, state: usize, list: usize, count: i32, xs: v128, xsOdd: v128, y: f32): bool {
  return blendRows(scratch, state, list, count, xs, xsOdd, y, 1, true, 1);
}
function rowsWithDepth(scratch: usize, state: usize, list: usize, count: i32, xs: v128, y: f32, step: f32): bool {
  return blendRows(scratch, state, list, count, xs, xs, y, step, false, 2);
}
function rowsWithoutDepth(scratch: usize, state: usize, list: usize, count: i32, xs: v128, y: f32): bool {
  return blendRows(scratch, state, list, count, xs, xs, y, 2, false, 0);
}

/** State of rows 2 and 3 behind that of rows 0 and 1. */
const LOWER: usize = 32;

/** Passes one and two at once: every other pixel of 8 × 4, as on a chess board. */
export function blendHalf(scratch: usize, state: usize, list: usize, count: i32, x: f32, y: f32): bool {
  const xs = f32x4(x, x + 2, x + 4, x + 6), xsOdd = f32x4(x + 1, x + 3, x + 5, x + 7);
  const upper = twinRowsWithFirstDepth(scratch, state, list, count, xs, xsOdd, y);
  return twinRowsWithFirstDepth(scratch, state + LOWER, list, count, xs, xsOdd, y + 2) || upper;
}

/** Samples `step` pixels apart both ways, with depth. */
export function blendAnchors(scratch: usize, state: usize, list: usize, count: i32, x: f32, y: f32, step: f32): bool {
  const xs = f32x4(x, x + step, x + step * 2, x + step * 3);
  const upper = rowsWithDepth(scratch, state, list, count, xs, y, step);
  return rowsWithDepth(scratch, state + LOWER, list, count, xs, y + step * 2, step) || upper;
}

/** One later pass: samples two pixels apart both ways, without depth. */
export function blendPass(scratch: usize, state: usize, list: usize, count: i32, x: f32, y: f32): bool {
  const xs = f32x4(x, x + 2, x + 4, x + 6);
  const upper = rowsWithoutDepth(scratch, state, list, count, xs, y);
  return rowsWithoutDepth(scratch, state + LOWER, list, count, xs, y + 4) || upper;
}
