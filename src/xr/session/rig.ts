/** Axis-aligned floor area in metres: least x, least z, greatest x, greatest z. */
export type FloorBounds = readonly [minX: number, minZ: number, maxX: number, maxZ: number];

/** A place to stand at and a way to look. */
export interface Place {
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

/** Where the person stands and looks. One mutable object is shared by desk and headset. */
export interface Rig extends Place {
  /**
   * The fields say where the head is to be and look, not where the floor's origin is. A desk makes no difference
   * between the two; a headset's next frame moves the origin accordingly and takes this back.
   */
  arriving?: boolean;
}

/** Standing eye height that the desk camera starts with, metres; also the emulated headset's. */
export const EYE_HEIGHT_M = 1.6;

export function createRig(start: Partial<Rig> = {}): Rig {
  return { x: 0, floorY: 0, z: 0, yaw: 0, pitch: 0, eyeHeight: EYE_HEIGHT_M, ...start };
}

/** Brings the person to a place: in a headset the head comes to stand there and look that way, wherever in the room it is. */
export function arrive(rig: Rig, place: Partial<Place>): void {
  Object.assign(rig, place);
  rig.arriving = true;
}
