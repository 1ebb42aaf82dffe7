import { addScaled, dot, normalize, subtract, type Vec3 } from './vector.ts';

const STEPS = 40;
const CLOSE = 1e-10;

/**
 * Point of a sphere's surface where a viewer sees a point that lies inside, refracted. All rays lie in the plane of viewer, centre and
 * point, so that one angle is sought: from the viewer's direction to that of the surface point.
 * @param index refractive index inside; outside is air
 */
export function refractionPoint(
  viewer: Vec3,
  centre: Vec3,
  radius: number,
  inside: Vec3,
  index: number,
): Vec3 {
  const plane = planeOf(viewer, centre, inside);
  const { near, far, angle } = plane;
  // Sines of the angles to the normal outside and inside; the difference rises with φ.
  const mismatch = (phi: number): number => {
    const outer = (near * Math.sin(phi)) / Math.hypot(near * Math.sin(phi), near * Math.cos(phi) - radius);
    const rest = angle - phi;
    const inner = (far * Math.sin(rest)) / Math.hypot(far * Math.sin(rest), radius - far * Math.cos(rest));
    return outer - index * inner;
  };
  return pointAt(plane, centre, radius, root(mismatch, 0, angle));
}

/**
 * Point of a sphere's surface that mirrors a light to a viewer, both outside: the angles to the normal are equal on both sides
 * (Alhazen's problem, solved along the one angle that is free).
 */
export function mirrorPoint(viewer: Vec3, centre: Vec3, radius: number, light: Vec3): Vec3 {
  const plane = planeOf(viewer, centre, light);
  const { near, far, angle } = plane;
  const tangent = (distance: number, phi: number): number =>
    Math.atan2(distance * Math.sin(phi), distance * Math.cos(phi) - radius);
  const mismatch = (phi: number): number => tangent(near, phi) - tangent(far, angle - phi);
  return pointAt(plane, centre, radius, root(mismatch, 0, angle));
}

/** Plane through the centre of a sphere, by polar coordinates: angle 0 towards the viewer. */
interface SpherePlane {
  readonly toViewer: Vec3;
  /** Unit vector across, on the side of the other point. */
  readonly across: Vec3;
  /** Distances of viewer and other point from the centre, and the angle between them. */
  readonly near: number;
  readonly far: number;
  readonly angle: number;
}

function planeOf(viewer: Vec3, centre: Vec3, other: Vec3): SpherePlane {
  const a = subtract(viewer, centre);
  const b = subtract(other, centre);
  const toViewer = normalize(a);
  const along = dot(b, toViewer);
  const rest = addScaled(b, toViewer, -along);
  const sideways = Math.hypot(...rest);
  // On one line with the viewer any plane will do: the angle is 0.
  const across: Vec3 = sideways > 1e-12 ? normalize(rest) : [0, 0, 0];
  return {
    toViewer,
    across,
    near: Math.hypot(...a),
    far: Math.hypot(...b),
    angle: Math.atan2(sideways, along),
  };
}

function pointAt({ toViewer, across }: SpherePlane, centre: Vec3, radius: number, phi: number): Vec3 {
  const out = addScaled(centre, toViewer, radius * Math.cos(phi));
  return addScaled(out, across, radius * Math.sin(phi));
}

/** Root of a function that rises from below 0 at `low` to above 0 at `high`: false position with bisection (Illinois rule). */
function root(f: (x: number) => number, low: number, high: number): number {
  if (high - low < 1e-12) return low;
  let [a, b] = [low, high];
  let [fa, fb] = [f(a), f(b)];
  let side = 0;
  for (let i = 0; i < STEPS && b - a > CLOSE; i++) {
    const x = (a * fb - b * fa) / (fb - fa);
    const fx = f(x);
    if (Math.abs(fx) < CLOSE) return x;
    if (fx < 0) {
      [a, fa] = [x, fx];
      if (side < 0) fb /= 2;
      side = -1;
    } else {
      [b, fb] = [x, fx];
      if (side > 0) fa /= 2;
      side = 1;
    }
  }
  return (a + b) / 2;
}
