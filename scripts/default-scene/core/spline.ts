import type { Vec3 } from './vec.ts';

/** Catmull-Rom through points of any dimension, `t` 0..1 over the whole list, ends held. */
export function spline(points: readonly (readonly number[])[], t: number): number[] {
  const last = points.length - 1;
  const x = Math.min(Math.max(t, 0), 1) * last;
  const i = Math.min(Math.floor(x), last - 1);
  const f = x - i;
  const p0 = points[Math.max(i - 1, 0)]!;
  const p1 = points[i]!;
  const p2 = points[i + 1]!;
  const p3 = points[Math.min(i + 2, last)]!;
  return p1.map((b, k) => {
    const a = p0[k]!;
    const c = p2[k]!;
    const d = p3[k]!;
    return b + 0.5 * f * (c - a + f * (2 * a - 5 * b + 4 * c - d + f * (3 * (b - c) + d - a)));
  });
}

/** The same for places in space. */
export function spline3(points: readonly Vec3[], t: number): Vec3 {
  const [x, y, z] = spline(points, t);
  return [x!, y!, z!];
}
