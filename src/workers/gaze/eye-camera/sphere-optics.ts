import { addScaled, dot, lengthOf, type MutableVec3, setVector, subtract, type Vec3 } from './vector.ts';

// Both problems lie in the plane of viewer, centre and the other point, so that one angle is sought: φ, from the viewer's direction to
// that of the surface point. The plane is kept here, because the frame path allocates nothing; nothing of it outlives a call.

const STEPS = 40;
const CLOSE = 1e-10;

const toViewer: MutableVec3 = [0, 0, 0];
/** Unit vector across, on the side of the other point. */
const across: MutableVec3 = [0, 0, 0];
const plane = new Float64Array(5);
/** Of the plane's numbers: distances of viewer and other point from the centre, the angle between them, radius, index. */
const [NEAR, FAR, ANGLE, RADIUS, INDEX] = [0, 1, 2, 3, 4] as const;

/**
 * Point of a sphere's surface where a viewer sees a point that lies inside, refracted.
 * @param index refractive index inside; outside is air
 */
export function refractionPoint(
  viewer: Vec3,
  centre: Vec3,
  radius: number,
  inside: Vec3,
  index: number,
  out: MutableVec3 = [0, 0, 0],
): MutableVec3 {
  setPlane(viewer, centre, inside, radius, index);
  return pointAt(centre, root(refractionMismatch), out);
}

/**
 * Point of a sphere's surface that mirrors a light to a viewer, both outside: the angles to the normal are equal on both sides
 * (Alhazen's problem).
 */
export function mirrorPoint(
  viewer: Vec3,
  centre: Vec3,
  radius: number,
  light: Vec3,
  out: MutableVec3 = [0, 0, 0],
): MutableVec3 {
  setPlane(viewer, centre, light, radius, 1);
  return pointAt(centre, root(mirrorMismatch), out);
}

/** Sine of the angle to the normal outside less n times that inside: rises with φ. */
function refractionMismatch(phi: number): number {
  const outerX = plane[NEAR]! * Math.sin(phi);
  const outerY = plane[NEAR]! * Math.cos(phi) - plane[RADIUS]!;
  const rest = plane[ANGLE]! - phi;
  const innerX = plane[FAR]! * Math.sin(rest);
  const innerY = plane[RADIUS]! - plane[FAR]! * Math.cos(rest);
  const outer = outerX / Math.sqrt(outerX * outerX + outerY * outerY);
  return outer - (plane[INDEX]! * innerX) / Math.sqrt(innerX * innerX + innerY * innerY);
}

/** Angle to the normal on the viewer's side less that on the light's: rises with φ. */
function mirrorMismatch(phi: number): number {
  const rest = plane[ANGLE]! - phi;
  const radius = plane[RADIUS]!;
  const viewed = Math.atan2(plane[NEAR]! * Math.sin(phi), plane[NEAR]! * Math.cos(phi) - radius);
  return viewed - Math.atan2(plane[FAR]! * Math.sin(rest), plane[FAR]! * Math.cos(rest) - radius);
}

function setPlane(viewer: Vec3, centre: Vec3, other: Vec3, radius: number, index: number): void {
  subtract(viewer, centre, toViewer);
  const near = lengthOf(toViewer);
  setVector(toViewer, toViewer[0] / near, toViewer[1] / near, toViewer[2] / near);
  subtract(other, centre, across);
  const far = lengthOf(across);
  const along = dot(across, toViewer);
  addScaled(across, toViewer, -along, across);
  const sideways = lengthOf(across);
  // On one line with the viewer any plane will do: the angle is 0.
  const scale = sideways > 1e-12 ? 1 / sideways : 0;
  setVector(across, across[0] * scale, across[1] * scale, across[2] * scale);
  plane[NEAR] = near;
  plane[FAR] = far;
  plane[ANGLE] = Math.atan2(sideways, along);
  plane[RADIUS] = radius;
  plane[INDEX] = index;
}

function pointAt(centre: Vec3, phi: number, out: MutableVec3): MutableVec3 {
  const radius = plane[RADIUS]!;
  addScaled(centre, toViewer, radius * Math.cos(phi), out);
  return addScaled(out, across, radius * Math.sin(phi), out);
}

/** Angle where a mismatch that rises through 0 within the plane's angle is 0: false position with bisection (Illinois rule). */
function root(mismatch: (phi: number) => number): number {
  let low = 0;
  let high = plane[ANGLE]!;
  if (high < 1e-12) return 0;
  let atLow = mismatch(low);
  let atHigh = mismatch(high);
  let side = 0;
  for (let i = 0; i < STEPS && high - low > CLOSE; i++) {
    const phi = (low * atHigh - high * atLow) / (atHigh - atLow);
    const at = mismatch(phi);
    if (Math.abs(at) < CLOSE) return phi;
    if (at < 0) {
      low = phi;
      atLow = at;
      if (side < 0) atHigh /= 2;
      side = -1;
    } else {
      high = phi;
      atHigh = at;
      if (side > 0) atLow /= 2;
      side = 1;
    }
  }
  return (low + high) / 2;
}
