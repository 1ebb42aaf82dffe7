import type { MutableVec3, Vec3 } from './vector.ts';

// Both problems lie in the plane of viewer, centre and the other point, so that one angle is sought: φ, from the viewer's direction to
// that of the surface point. The plane is kept here, and numbers go to and from what is called by it, because the frame path allocates
// nothing and a number that is passed may be boxed; nothing of it outlives a call.

const STEPS = 40;
const CLOSE = 1e-10;

const toViewer: MutableVec3 = [0, 0, 0];
/** Unit vector across, on the side of the other point. */
const across: MutableVec3 = [0, 0, 0];
const plane = new Float64Array(7);
/** Of the plane's numbers: distances of viewer and other point from the centre, the angle between them, radius, refractive index. */
const NEAR = 0;
const FAR = 1;
const ANGLE = 2;
const RADIUS = 3;
const INDEX = 4;
/** An angle that is tried, and how far it is off. */
const PHI = 5;
const MISMATCH = 6;

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
  return pointAtRoot(centre, refractionMismatch, out);
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
  return pointAtRoot(centre, mirrorMismatch, out);
}

/** Sine of the angle to the normal outside less n times that inside: rises with φ. */
function refractionMismatch(): void {
  const phi = plane[PHI]!;
  const outerX = plane[NEAR]! * Math.sin(phi);
  const outerY = plane[NEAR]! * Math.cos(phi) - plane[RADIUS]!;
  const rest = plane[ANGLE]! - phi;
  const innerX = plane[FAR]! * Math.sin(rest);
  const innerY = plane[RADIUS]! - plane[FAR]! * Math.cos(rest);
  const outer = outerX / Math.sqrt(outerX * outerX + outerY * outerY);
  plane[MISMATCH] = outer - (plane[INDEX]! * innerX) / Math.sqrt(innerX * innerX + innerY * innerY);
}

/** Angle to the normal on the viewer's side less that on the light's: rises with φ. */
function mirrorMismatch(): void {
  const phi = plane[PHI]!;
  const rest = plane[ANGLE]! - phi;
  const radius = plane[RADIUS]!;
  const viewed = Math.atan2(plane[NEAR]! * Math.sin(phi), plane[NEAR]! * Math.cos(phi) - radius);
  plane[MISMATCH] = viewed - Math.atan2(plane[FAR]! * Math.sin(rest), plane[FAR]! * Math.cos(rest) - radius);
}

/** Written out, without the vectors' functions: numbers that these return may be boxed. */
function setPlane(viewer: Vec3, centre: Vec3, other: Vec3, radius: number, index: number): void {
  let x = viewer[0] - centre[0];
  let y = viewer[1] - centre[1];
  let z = viewer[2] - centre[2];
  const near = Math.sqrt(x * x + y * y + z * z);
  toViewer[0] = x / near;
  toViewer[1] = y / near;
  toViewer[2] = z / near;
  x = other[0] - centre[0];
  y = other[1] - centre[1];
  z = other[2] - centre[2];
  const along = x * toViewer[0] + y * toViewer[1] + z * toViewer[2];
  plane[FAR] = Math.sqrt(x * x + y * y + z * z);
  x -= along * toViewer[0];
  y -= along * toViewer[1];
  z -= along * toViewer[2];
  const sideways = Math.sqrt(x * x + y * y + z * z);
  // On one line with the viewer any plane will do: the angle is 0.
  const scale = sideways > 1e-12 ? 1 / sideways : 0;
  across[0] = x * scale;
  across[1] = y * scale;
  across[2] = z * scale;
  plane[NEAR] = near;
  plane[ANGLE] = Math.atan2(sideways, along);
  plane[RADIUS] = radius;
  plane[INDEX] = index;
}

function pointAtRoot(centre: Vec3, mismatch: () => void, out: MutableVec3): MutableVec3 {
  findRoot(mismatch);
  const phi = plane[PHI]!;
  const radius = plane[RADIUS]!;
  const towards = radius * Math.cos(phi);
  const aside = radius * Math.sin(phi);
  for (let k = 0; k < 3; k++) out[k] = centre[k]! + towards * toViewer[k]! + aside * across[k]!;
  return out;
}

/**
 * Sets φ to where a mismatch that rises through 0 within the plane's angle is 0: false position with bisection (Illinois rule).
 */
function findRoot(mismatch: () => void): void {
  let low = 0;
  let high = plane[ANGLE]!;
  plane[PHI] = 0;
  if (high < 1e-12) return;
  mismatch();
  let atLow = plane[MISMATCH]!;
  plane[PHI] = high;
  mismatch();
  let atHigh = plane[MISMATCH]!;
  let side = 0;
  for (let i = 0; i < STEPS && high - low > CLOSE; i++) {
    const phi = (low * atHigh - high * atLow) / (atHigh - atLow);
    plane[PHI] = phi;
    mismatch();
    const at = plane[MISMATCH]!;
    if (Math.abs(at) < CLOSE) return;
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
}
