/** A point or direction, mm. */
export type Vec3 = readonly [number, number, number];
export type MutableVec3 = [number, number, number];

// Where a result goes may be given, so that the frame path allocates nothing; it may be one of the operands.

export function dot(a: Vec3, b: Vec3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function lengthOf(a: Vec3): number {
  return Math.sqrt(dot(a, a));
}

export function setVector(out: MutableVec3, x: number, y: number, z: number): MutableVec3 {
  out[0] = x;
  out[1] = y;
  out[2] = z;
  return out;
}

export function subtract(a: Vec3, b: Vec3, out: MutableVec3 = [0, 0, 0]): MutableVec3 {
  return setVector(out, a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

/** a + s · b */
export function addScaled(a: Vec3, b: Vec3, s: number, out: MutableVec3 = [0, 0, 0]): MutableVec3 {
  return setVector(out, a[0] + s * b[0], a[1] + s * b[1], a[2] + s * b[2]);
}

export function cross(a: Vec3, b: Vec3): MutableVec3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

export function normalize(a: Vec3, out: MutableVec3 = [0, 0, 0]): MutableVec3 {
  const length = lengthOf(a);
  return setVector(out, a[0] / length, a[1] / length, a[2] / length);
}
