import type { SceneInfo } from '../workers/splats/splat-client.ts';
import { EYE_HEIGHT_M, type Rig } from '../xr/session/rig.ts';

/** Bounds this wide and this high are a place to stand in; smaller ones are a thing to stand in front of. */
const ROOM_METRES = 4;
const ROOM_HEIGHT = 2;
/** A thing is seen from a distance of this many times its radius, about 50 degrees wide, and from a little above. */
const OBJECT_DISTANCE = 2.2;
const OBJECT_RISE = 0.15;
/** A floor this near to zero is at zero: bounds leave out one splat in a hundred. */
const FLOOR_TOLERANCE = 0.5;

type Bounded = Pick<SceneInfo, 'bounds'>;

function isRoom([x0, y0, z0, x1, y1, z1]: Bounded['bounds']): boolean {
  const inside = x0 < 0 && x1 > 0 && z0 < 0 && z1 > 0;
  return inside && Math.min(x1 - x0, z1 - z0) >= ROOM_METRES && y1 - y0 >= ROOM_HEIGHT;
}

/** What an orbit on the desk goes around: the middle of a thing, or a point before the person in a room. */
export function chooseOrbitTarget({ bounds }: Bounded): readonly [number, number, number] {
  const [x0, y0, z0, x1, y1, z1] = bounds;
  if (isRoom(bounds)) return [0, Math.max(y0, 0) + 1, -1.5];
  return [(x0 + x1) / 2, (y0 + y1) / 2, (z0 + z1) / 2];
}

/**
 * Chooses where to start. A scene with its own origin inside and the size of a room was made to be entered there;
 * anything else is looked at from its +z side.
 */
export function chooseSpawn({ bounds }: Bounded): Rig {
  const [x0, y0, z0, x1, y1, z1] = bounds;
  if (isRoom(bounds)) {
    const floorY = Math.abs(y0) < FLOOR_TOLERANCE ? 0 : y0;
    return { x: 0, floorY, z: 0, yaw: 0, pitch: 0, eyeHeight: EYE_HEIGHT_M };
  }
  const radius = Math.max(Math.hypot(x1 - x0, y1 - y0, z1 - z0) / 2, 0.1);
  const eyeY = (y0 + y1) / 2 + OBJECT_RISE * radius;
  return {
    x: (x0 + x1) / 2,
    floorY: eyeY - EYE_HEIGHT_M,
    z: (z0 + z1) / 2 + OBJECT_DISTANCE * radius,
    yaw: 0,
    pitch: -Math.atan(OBJECT_RISE / OBJECT_DISTANCE),
    eyeHeight: EYE_HEIGHT_M,
  };
}
