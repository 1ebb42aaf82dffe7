// Blending of what the first pass leaves of a block of 4 × 4 pixels: twelve samples in three vectors while the list is walked once.
import { exp2Eighth, MIN_TRANSMITTANCE } from './alpha';
import { LOCAL_BYTES, LOCAL_COLOR } from './blend-scratch';
import { MIN_LOG2_ALPHA } from './frame';
import { madd, splat } from '../../common/assembly/simd';

/**
 * Blends `count` splats into the pixels from (x, y) on that are not the first of their quad: the odd columns of even rows, then the odd
 * rows one after the other. They keep no depth. Returns whether any pixel still lets light through.
 */
export function blendRest(scratch: usize, state: usize, list: usize, count: i32, x: f32, y: f32): bool {
  const gapXs = f32x4(x + 1, x + 3, x + 1, x + 3), gapYs = f32x4(y, y, y + 2, y + 2);
  const xs = f32x4(x, x + 1, x + 2, x + 3), y1 = splat(y + 1), y3 = splat(y + 3);
  let t0 = v128.load(state), t1 = v128.load(state, 16), t2 = v128.load(state, 32);
  let r0 = v128.load(state, 64), r1 = v128.load(state, 80), r2 = v128.load(state, 96);
  let g0 = v128.load(state, 128), g1 = v128.load(state, 144), g2 = v128.load(state, 160);
  let b0 = v128.load(state, 192), b1 = v128.load(state, 208), b2 = v128.load(state, 224);
  const limit = splat(MIN_LOG2_ALPHA * 0.125), most = splat(0.99), least = splat(MIN_TRANSMITTANCE);
  let open = true;
  for (let i = 0; i < count; i++) {
    const at = scratch + <usize>load<u8>(list + <usize>i) * LOCAL_BYTES;
    const mx = v128.load32_splat(at), my = v128.load32_splat(at, 4), ca = v128.load32_splat(at, 8), cb = v128.load32_splat(at, 12);
    const cc = v128.load32_splat(at, 16), lo = v128.load32_splat(at, 20);
    const red = v128.load32_splat(at, LOCAL_COLOR), green = v128.load32_splat(at, LOCAL_COLOR + 4);
    const blue = v128.load32_splat(at, LOCAL_COLOR + 8);

    let dx = f32x4.sub(gapXs, mx), dy = f32x4.sub(gapYs, my);
    let power = madd(dy, madd(cc, dy, f32x4.mul(cb, dx)), madd(f32x4.mul(ca, dx), dx, lo));
    let w = f32x4.mul(v128.and(f32x4.pmin(most, exp2Eighth(power)), f32x4.gt(power, limit)), t0);
    t0 = f32x4.sub(t0, w);
    t0 = v128.and(t0, f32x4.ge(t0, least));
    r0 = madd(w, red, r0);
    g0 = madd(w, green, g0);
    b0 = madd(w, blue, b0);

    dx = f32x4.sub(xs, mx);
    const base = madd(f32x4.mul(ca, dx), dx, lo), bdx = f32x4.mul(cb, dx);
    dy = f32x4.sub(y1, my), power = madd(dy, madd(cc, dy, bdx), base);
    w = f32x4.mul(v128.and(f32x4.pmin(most, exp2Eighth(power)), f32x4.gt(power, limit)), t1);
    t1 = f32x4.sub(t1, w);
    t1 = v128.and(t1, f32x4.ge(t1, least));
    r1 = madd(w, red, r1);
    g1 = madd(w, green, g1);
    b1 = madd(w, blue, b1);

    dy = f32x4.sub(y3, my), power = madd(dy, madd(cc, dy, bdx), base);
    w = f32x4.mul(v128.and(f32x4.pmin(most, exp2Eighth(power)), f32x4.gt(power, limit)), t2);
    t2 = f32x4.sub(t2, w);
    t2 = v128.and(t2, f32x4.ge(t2, least));
    r2 = madd(w, red, r2);
    g2 = madd(w, green, g2);
    b2 = madd(w, blue, b2);

    if ((i & 7) == 7) {
      open = v128.any_true(v128.or(v128.or(t0, t1), t2));
      if (!open) break;
    }
  }
  v128.store(state, t0); v128.store(state, t1, 16); v128.store(state, t2, 32);
  v128.store(state, r0, 64); v128.store(state, r1, 80); v128.store(state, r2, 96);
  v128.store(state, g0, 128); v128.store(state, g1, 144); v128.store(state, g2, 160);
  v128.store(state, b0, 192); v128.store(state, b1, 208); v128.store(state, b2, 224);
  return open;
}
