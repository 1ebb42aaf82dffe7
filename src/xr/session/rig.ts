/** Axis-aligned floor area in metres: least x, least z, greatest x, greatest z. */
export type FloorBounds = readonly [minX: number, minZ: number, maxX: number, maxZ: number];

/** Where the person stands and looks. One mutable object is shared by desk and headset. */
export interface Rig {
  /** Origin of the floor frame in world space, metres. On a desk the point under the camera. */
  x: number;
  floorY: number;
  z: number;
  /** Turn about the up axis, radians, counter-clockwise seen from above; 0 looks along -z. */
  yaw: number;
  /** Desk only: up and down, radians, -π/2..π/2. A headset brings its own. */
  pitch: number;
  /** Desk only: camera above the floor, metres. */
  eyeHeight: number;
}

/** Standing eye height that the desk camera starts with, metres; also the emulated headset's. */
export const EYE_HEIGHT_M = 1.6;

export function createRig(start: Partial<Rig> = {}): Rig {
  return { x: 0, floorY: 0, z: 0, yaw: 0, pitch: 0, eyeHeight: EYE_HEIGHT_M, ...start };
}
