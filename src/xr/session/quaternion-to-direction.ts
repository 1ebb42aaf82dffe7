/**
 * Rotation without roll that turns straight ahead (0, 0, -1) into a direction: yaw about the head's up axis, then
 * pitch about its right axis. The eye's own torsion (Listing's law) is left out; no consumer can see it.
 *
 * @param out (4) receives x, y, z, w.
 * @returns `out`
 */
export function quaternionToDirection<T extends Float32Array | Float64Array>(
  out: T,
  x: number,
  y: number,
  z: number,
): T {
  const halfYaw = Math.atan2(-x, -z) / 2;
  const halfPitch = Math.atan2(y, Math.hypot(x, z)) / 2;
  const cy = Math.cos(halfYaw);
  const sy = Math.sin(halfYaw);
  const cp = Math.cos(halfPitch);
  const sp = Math.sin(halfPitch);
  out[0] = cy * sp;
  out[1] = sy * cp;
  out[2] = -sy * sp;
  out[3] = cy * cp;
  return out;
}
