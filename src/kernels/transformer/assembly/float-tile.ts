import { madd, splat } from '../../common/assembly/simd';

/**
 * Four rows × eight columns of a · b: a by single floats, b by vectors.
 * @param a first row, `aStride` bytes from row to row, `depth` floats each
 * @param b (depth, columns), `bStride` bytes from row to row
 */
// @ts-ignore: decorator
@inline
export function tile(a: usize, aStride: usize, depth: usize, b: usize, bStride: usize, to: usize, toStride: usize, scale: v128): void {
  let q = a, r = q + aStride, s = r + aStride, t = s + aStride;
  const end = q + (depth << 2);
  let q0 = splat(0), q1 = q0, r0 = q0, r1 = q0, s0 = q0, s1 = q0, t0 = q0, t1 = q0;
  while (q < end) {
    const b0 = v128.load(b), b1 = v128.load(b, 16);
    const xq = v128.load32_splat(q), xr = v128.load32_splat(r), xs = v128.load32_splat(s), xt = v128.load32_splat(t);
    q0 = madd(xq, b0, q0), q1 = madd(xq, b1, q1);
    r0 = madd(xr, b0, r0), r1 = madd(xr, b1, r1);
    s0 = madd(xs, b0, s0), s1 = madd(xs, b1, s1);
    t0 = madd(xt, b0, t0), t1 = madd(xt, b1, t1);
    q += 4, r += 4, s += 4, t += 4, b += bStride;
  }
  v128.store(to, f32x4.mul(q0, scale)), v128.store(to, f32x4.mul(q1, scale), 16), to += toStride;
  v128.store(to, f32x4.mul(r0, scale)), v128.store(to, f32x4.mul(r1, scale), 16), to += toStride;
  v128.store(to, f32x4.mul(s0, scale)), v128.store(to, f32x4.mul(s1, scale), 16), to += toStride;
  v128.store(to, f32x4.mul(t0, scale)), v128.store(to, f32x4.mul(t1, scale), 16);
}
