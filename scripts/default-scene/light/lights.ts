import { mix, normalize, smoothstep, type Vec3 } from '../core/vec.ts';

/** Opening in the wall at z = `z` that lets daylight in, metres. */
export const WINDOW = { x0: -1.5, x1: 0.9, y0: 0.78, y1: 2.3, z: -4 } as const;

/** Towards the sun: it stands low beyond the window, a little to the left. */
export const TO_SUN: Vec3 = normalize([-0.34, 0.62, -0.72]);
/** Irradiance of the sun divided by π, on a surface that faces it. */
export const SUN: Vec3 = [9.6, 8.5, 6.8];

/** A small warm light: irradiance over π at one metre, and the radius over which its shadows soften. */
export interface Lamp {
  readonly center: Vec3;
  readonly radius: number;
  readonly power: Vec3;
}

/** Radiance of sky and garden as the room sees them through the window. */
export function outsideRadiance(d: Vec3): Vec3 {
  const sky = mix([4.6, 4.8, 5.0], [2.9, 3.8, 5.2], smoothstep(0, 0.7, d[1]));
  return d[1] > 0 ? sky : mix([2.4, 2.6, 2.0], [0.8, 0.95, 0.5], smoothstep(0, 0.3, -d[1]));
}

/** Whether a ray from inside leaves through the opening. */
export function throughWindow(o: Vec3, d: Vec3): boolean {
  if (d[2] > -1e-4) return false;
  const k = (WINDOW.z - o[2]) / d[2];
  if (k < -0.2) return false;
  const x = o[0] + d[0] * k;
  const y = o[1] + d[1] * k;
  return x > WINDOW.x0 && x < WINDOW.x1 && y > WINDOW.y0 && y < WINDOW.y1;
}
