import type { Rig } from './rig.ts';
import { wrapAngle } from './rig-motion.ts';

/** Nearly straight up or down; at the pole itself yaw and roll are the same. */
const PITCH_LIMIT = (89 * Math.PI) / 180;
/** Nearest distance to which a dolly approaches its target, metres. */
const NEAREST_M = 0.2;

/** Turns the desk's camera on the spot, radians; positive yaw to the left, positive pitch up. */
export function look(rig: Rig, yaw: number, pitch: number): void {
  rig.yaw = wrapAngle(rig.yaw + yaw);
  rig.pitch = Math.min(PITCH_LIMIT, Math.max(-PITCH_LIMIT, rig.pitch + pitch));
}

/**
 * Moves the desk's camera around a point at a constant distance and turns it by the same angles, so that the point
 * keeps its place in the picture.
 * @param target (3) world position.
 */
export function orbit(rig: Rig, target: ArrayLike<number>, yaw: number, pitch: number): void {
  const dx = target[0]! - rig.x;
  const dy = target[1]! - rig.floorY - rig.eyeHeight;
  const dz = target[2]! - rig.z;
  // Into the camera's frame as it is turned now ...
  let c = Math.cos(rig.yaw);
  let s = Math.sin(rig.yaw);
  const viewX = c * dx - s * dz;
  const flatZ = s * dx + c * dz;
  c = Math.cos(rig.pitch);
  s = Math.sin(rig.pitch);
  const viewY = c * dy + s * flatZ;
  const viewZ = c * flatZ - s * dy;
  look(rig, yaw, pitch);
  // ... and back out of the frame as it is turned then.
  c = Math.cos(rig.pitch);
  s = Math.sin(rig.pitch);
  const newY = c * viewY - s * viewZ;
  const newFlatZ = s * viewY + c * viewZ;
  c = Math.cos(rig.yaw);
  s = Math.sin(rig.yaw);
  rig.x = target[0]! - (c * viewX + s * newFlatZ);
  rig.z = target[2]! - (c * newFlatZ - s * viewX);
  rig.eyeHeight = target[1]! - rig.floorY - newY;
}

/**
 * Scales the distance between the desk's camera and a point; never nearer than 0.2 m.
 * @param target (3) world position.
 */
export function dolly(rig: Rig, target: ArrayLike<number>, factor: number): void {
  const dx = rig.x - target[0]!;
  const dy = rig.floorY + rig.eyeHeight - target[1]!;
  const dz = rig.z - target[2]!;
  const distance = Math.hypot(dx, dy, dz);
  if (distance === 0) return;
  const scale = Math.max(factor, Math.min(1, NEAREST_M / distance));
  rig.x = target[0]! + dx * scale;
  rig.eyeHeight = target[1]! + dy * scale - rig.floorY;
  rig.z = target[2]! + dz * scale;
}
