import { PARAMETER } from '../eye-buffers.ts';

/** Where a ray meets the lids, and how that lies to their edges. */
export interface LidPoint {
  /** On the face, mm from the eye's middle: to the right and up. */
  x: number;
  y: number;
  /** Along the opening: -1 and 1 are its corners. */
  t: number;
  /** Below the upper edge, and above the lower one: both positive in the opening. */
  below: number;
  above: number;
}

/**
 * Meets a ray with the ellipsoid of the lids. A ray that misses it takes the point that is nearest in the ellipsoid's own scale.
 * The lower edge is a parabola below the tilted line between the corners, skewed towards the temporal one; the upper lies a parabola
 * above it, so that it peaks nasally.
 */
export function lidPoint(p: Float32Array, dx: number, dy: number, dz: number, out: LidPoint): void {
  const sx = p[PARAMETER.lidScaleX]!;
  const sy = p[PARAMETER.lidScaleY]!;
  const sz = p[PARAMETER.lidScaleZ]!;
  const ox = p[PARAMETER.originX]!;
  const oy = p[PARAMETER.originY]!;
  const oz = p[PARAMETER.originZ]!;
  const [ax, ay, az] = [dx * sx, dy * sy, dz * sz];
  const [bx, by, bz] = [ox * sx, oy * sy, oz * sz];
  const a = ax * ax + ay * ay + az * az;
  const b = ax * bx + ay * by + az * bz;
  const c = bx * bx + by * by + bz * bz - 1;
  const along = (-b - Math.sqrt(Math.max(0, b * b - a * c))) / a;
  out.x = ox + along * dx;
  out.y = oy + along * dy;
  const cosine = p[PARAMETER.tiltCos]!;
  const sine = p[PARAMETER.tiltSin]!;
  const t = (out.x * cosine + out.y * sine) * p[PARAMETER.perHalfWidth]!;
  const height = out.y * cosine - out.x * sine;
  const arch = Math.max(-1, 1 - t * t);
  const lower = -p[PARAMETER.lowerPeak]! * arch * (1 + p[PARAMETER.skew]! * t);
  const overlap = p[PARAMETER.overlap]!;
  out.t = t;
  out.below = lower + p[PARAMETER.gap]! * arch - height - overlap;
  out.above = height - lower - overlap;
}
