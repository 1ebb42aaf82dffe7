import type { Vec3 } from './vec.ts';

/** Quaternion x, y, z, w of the rotation whose columns are the right-handed unit vectors a, b, c. */
export function quaternionOf(a: Vec3, b: Vec3, c: Vec3): [number, number, number, number] {
  const trace = a[0] + b[1] + c[2];
  if (trace > 0) {
    const s = Math.sqrt(trace + 1) * 2;
    return [(b[2] - c[1]) / s, (c[0] - a[2]) / s, (a[1] - b[0]) / s, s / 4];
  }
  if (a[0] > b[1] && a[0] > c[2]) {
    const s = Math.sqrt(1 + a[0] - b[1] - c[2]) * 2;
    return [s / 4, (b[0] + a[1]) / s, (c[0] + a[2]) / s, (b[2] - c[1]) / s];
  }
  if (b[1] > c[2]) {
    const s = Math.sqrt(1 + b[1] - a[0] - c[2]) * 2;
    return [(b[0] + a[1]) / s, s / 4, (c[1] + b[2]) / s, (c[0] - a[2]) / s];
  }
  const s = Math.sqrt(1 + c[2] - a[0] - b[1]) * 2;
  return [(c[0] + a[2]) / s, (c[1] + b[2]) / s, s / 4, (a[1] - b[0]) / s];
}
