/** A camera in three's world: right-handed, y up, looking along its −z, metres. */
export interface Pose {
  readonly position: readonly [number, number, number];
  /** x, y, z, w. */
  readonly orientation: readonly [number, number, number, number];
}

/** A pose with a gaze. */
export interface View extends Pose {
  /** Unit vector in viewer space. */
  readonly gaze: readonly [number, number, number];
}

/** Picture that all engines draw. */
export interface Shot {
  readonly width: number;
  readonly height: number;
  /** Vertical field of view, degrees. */
  readonly fovDeg: number;
}

/** Minimum xyz, maximum xyz. */
export type Bounds = readonly [number, number, number, number, number, number];

type Vector = readonly [number, number, number];

/** Orientation of a camera at `from` that looks at `to` with world y up. The direction must not be vertical. */
export function lookAt(from: Vector, to: Vector): Pose['orientation'] {
  const dx = to[0] - from[0];
  const dy = to[1] - from[1];
  const dz = to[2] - from[2];
  const yaw = Math.atan2(-dx, -dz);
  const pitch = Math.atan2(dy, Math.hypot(dx, dz));
  const [sy, cy, sp, cp] = [Math.sin(yaw / 2), Math.cos(yaw / 2), Math.sin(pitch / 2), Math.cos(pitch / 2)];
  return [cy * sp, sy * cp, -sy * sp, cy * cp];
}
