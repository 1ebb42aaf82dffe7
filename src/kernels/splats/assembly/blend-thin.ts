// Blending of blocks of which only some pixels are drawn: eight samples, which fit the vector registers of x86-64. Sixteen do not, and
// with samples far apart what spills cost up to 1.5 times as much, depending on how the stack happened to lie.
import { exp2Eighth, MIN_TRANSMITTANCE } from './alpha';
import { LOCAL_BYTES, LOCAL_COLOR } from './blend-scratch';
import { MIN_LOG2_ALPHA } from './frame';
import { choose, madd, splat } from '../../common/assembly/simd';

/**
 * Blends `count` splats into two vectors of samples that share their columns `xs`, at rows `ys0` and `ys1`; `deep` (a constant)
 * where they keep a depth. Returns whether any sample still lets light through.
 */
// @ts-ignore: decorator
@inline
function blendPair(
  scratch: usize, state: usize, list: usize, count: i32, xs: v128, ys0: v128, ys1: v128, deep: bool,
): bool {
  let t0 = v128.load(state), t1 = v128.load(state, 16), r0 = v128.load(state, 64), r1 = v128.load(state, 80);
  let g0 = v128.load(state, 128), g1 = v128.load(state, 144), b0 = v128.load(state, 192), b1 = v128.load(state, 208);
  let d0 = v128.load(state, 256), d1 = v128.load(state, 272);
  const limit = splat(MIN_LOG2_ALPHA * 0.125), most = splat(0.99), least = splat(MIN_TRANSMITTANCE), halfLight = splat(0.5);
  let open = true;
  for (let i = 0; i < count; i++) {
    const at = scratch + <usize>load<u8>(list + <usize>i) * LOCAL_BYTES;
    const my = v128.load32_splat(at, 4), cc = v128.load32_splat(at, 16), dx = f32x4.sub(xs, v128.load32_splat(at));
    const base = madd(f32x4.mul(v128.load32_splat(at, 8), dx), dx, v128.load32_splat(at, 20));
    const bdx = f32x4.mul(v128.load32_splat(at, 12), dx), depth = v128.load32_splat(at, 28);
    const red = v128.load32_splat(at, LOCAL_COLOR), green = v128.load32_splat(at, LOCAL_COLOR + 4);
    const blue = v128.load32_splat(at, LOCAL_COLOR + 8);

    const dy0 = f32x4.sub(ys0, my), power0 = madd(dy0, madd(cc, dy0, bdx), base);
    const w0 = f32x4.mul(v128.and(f32x4.pmin(most, exp2Eighth(power0)), f32x4.gt(power0, limit)), t0);
    if (deep) d0 = choose(depth, d0, f32x4.gt(t0, halfLight));
    t0 = f32x4.sub(t0, w0);
    t0 = v128.and(t0, f32x4.ge(t0, least));
    r0 = madd(w0, red, r0);
    g0 = madd(w0, green, g0);
    b0 = madd(w0, blue, b0);

    const dy1 = f32x4.sub(ys1, my), power1 = madd(dy1, madd(cc, dy1, bdx), base);
    const w1 = f32x4.mul(v128.and(f32x4.pmin(most, exp2Eighth(power1)), f32x4.gt(power1, limit)), t1);
    if (deep) d1 = choose(depth, d1, f32x4.gt(t1, halfLight));
    t1 = f32x4.sub(t1, w1);
    t1 = v128.and(t1, f32x4.ge(t1, least));
    r1 = madd(w1, red, r1);
    g1 = madd(w1, green, g1);
    b1 = madd(w1, blue, b1);

    if ((i & 7) == 7) {
      open = v128.any_true(v128.or(t0, t1));
      if (!open) break;
    }
  }
  v128.store(state, t0); v128.store(state, t1, 16); v128.store(state, r0, 64); v128.store(state, r1, 80);
  v128.store(state, g0, 128); v128.store(state, g1, 144); v128.store(state, b0, 192); v128.store(state, b1, 208);
  if (deep) { v128.store(state, d0, 256); v128.store(state, d1, 272); }
  return open;
}

// Two bodies, each compiled with its own constant.
function blendDeep(scratch: usize, state: usize, list: usize, count: i32, xs: v128, ys0: v128, ys1: v128): bool {
  return blendPair(scratch, state, list, count, xs, ys0, ys1, true);
}
function blendFlat(scratch: usize, state: usize, list: usize, count: i32, xs: v128, ys0: v128, ys1: v128): bool {
  return blendPair(scratch, state, list, count, xs, ys0, ys1, false);
}

/** Passes one and two at once, every other pixel of 4 × 4 as on a chess board: two rows a vector. */
export function blendHalf(scratch: usize, state: usize, list: usize, count: i32, x: f32, y: f32): bool {
  return blendDeep(scratch, state, list, count, f32x4(x, x + 2, x + 1, x + 3), f32x4(y, y, y + 1, y + 1), f32x4(y + 2, y + 2, y + 3, y + 3));
}

/** Passes three and four at once, the fields of the chess board that `blendHalf` leaves. */
export function blendOther(scratch: usize, state: usize, list: usize, count: i32, x: f32, y: f32): bool {
  return blendFlat(scratch, state, list, count, f32x4(x + 1, x + 3, x, x + 2), f32x4(y, y, y + 1, y + 1), f32x4(y + 2, y + 2, y + 3, y + 3));
}

/** Samples `step` pixels apart both ways, four by two, with depth. */
export function blendAnchors(scratch: usize, state: usize, list: usize, count: i32, x: f32, y: f32, step: f32): bool {
  return blendDeep(scratch, state, list, count, f32x4(x, x + step, x + step * 2, x + step * 3), splat(y), splat(y + step));
}

/** One later pass: samples two pixels apart both ways, four by two, without depth. */
export function blendPass(scratch: usize, state: usize, list: usize, count: i32, x: f32, y: f32): bool {
  return blendFlat(scratch, state, list, count, f32x4(x, x + 2, x + 4, x + 6), splat(y), splat(y + 2));
}
