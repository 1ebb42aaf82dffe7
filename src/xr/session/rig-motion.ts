import type { FloorBounds, Rig } from './rig.ts';

/** Position of a headset above its floor origin, in the rig's own frame, metres. */
export interface HeadOffset {
  x: number;
  z: number;
}

/** Walks on the floor: `right` and `forward` metres along a heading (radians, as `Rig.yaw`). */
export function walk(rig: Rig, right: number, forward: number, heading: number): void {
  const c = Math.cos(heading);
  const s = Math.sin(heading);
  rig.x += right * c - forward * s;
  rig.z += -right * s - forward * c;
}

/** Turns about the person's head instead of the floor's origin, so that a turn moves nobody. */
export function turnAboutHead(rig: Rig, head: HeadOffset, angle: number): void {
  const beforeX = headWorldX(rig, head);
  const beforeZ = headWorldZ(rig, head);
  rig.yaw = wrapAngle(rig.yaw + angle);
  rig.x += beforeX - headWorldX(rig, head);
  rig.z += beforeZ - headWorldZ(rig, head);
}

/** Brings the person's head above a point of the floor, wherever in the room they stand. */
export function teleport(rig: Rig, head: HeadOffset, x: number, y: number, z: number): void {
  rig.x += x - headWorldX(rig, head);
  rig.z += z - headWorldZ(rig, head);
  rig.floorY = y;
}

/**
 * Makes the place that the rig holds the head's: the head comes to stand there and looks along the rig's yaw.
 * @param heading of the head in the rig's frame, radians.
 */
export function settle(rig: Rig, head: HeadOffset, heading: number): void {
  const { x, z } = rig;
  rig.yaw = wrapAngle(rig.yaw - heading);
  teleport(rig, head, x, rig.floorY, z);
}

/** Keeps the person's head inside the bounds. */
export function keepInside(rig: Rig, head: HeadOffset, bounds: FloorBounds): void {
  const x = headWorldX(rig, head);
  const z = headWorldZ(rig, head);
  rig.x += Math.min(bounds[2], Math.max(bounds[0], x)) - x;
  rig.z += Math.min(bounds[3], Math.max(bounds[1], z)) - z;
}

export function headWorldX(rig: Rig, head: HeadOffset): number {
  return rig.x + head.x * Math.cos(rig.yaw) + head.z * Math.sin(rig.yaw);
}

export function headWorldZ(rig: Rig, head: HeadOffset): number {
  return rig.z - head.x * Math.sin(rig.yaw) + head.z * Math.cos(rig.yaw);
}

/** Heading of a head from its matrix in the rig's frame (4 × 4, column-major): where its -z axis points, radians. */
export function headingOf(matrix: ArrayLike<number>): number {
  return Math.atan2(matrix[8]!, matrix[10]!);
}

/** The same angle in -π..π. */
export function wrapAngle(angle: number): number {
  return angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI));
}
