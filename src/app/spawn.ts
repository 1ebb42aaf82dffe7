import type { SceneInfo } from '../workers/splats/splat-client.ts';
import { EYE_HEIGHT_M, type Place } from '../xr/session/rig.ts';

/** Bounds this wide around the origin are a place to stand in; others are a thing to stand in front of. */
const ROOM_METRES = 4;
/** A thing is seen from a distance of this many times its radius, about 50 degrees wide. */
const OBJECT_DISTANCE = 2.2;
/** A thing that reaches this high above its floor is met standing there; a smaller one is held up to the eyes. */
const STANDING_METRES = 1.2;
/** How far above the middle of a small thing the eyes are, in radii of it. */
const OBJECT_RISE = 0.15;

type Placed = Pick<SceneInfo, 'bounds' | 'floorY'>;

function isRoom([x0, , z0, x1, , z1]: Placed['bounds']): boolean {
  const inside = x0 < 0 && x1 > 0 && z0 < 0 && z1 > 0;
  return inside && Math.min(x1 - x0, z1 - z0) >= ROOM_METRES;
}

/** What an orbit on the desk goes around: the middle of a thing, or a point before the person in a room. */
export function chooseOrbitTarget({ bounds, floorY }: Placed): readonly [number, number, number] {
  const [x0, y0, z0, x1, y1, z1] = bounds;
  if (isRoom(bounds)) return [0, floorY + 1, -1.5];
  return [(x0 + x1) / 2, (y0 + y1) / 2, (z0 + z1) / 2];
}

/**
 * Chooses where to start. A scene with its own origin inside and the size of a room was made to be entered there; anything
 * else is looked at from its +z side, by someone who stands on its floor or, if it is small, has it before their eyes.
 */
export function chooseSpawn({ bounds, floorY }: Placed): Place {
  if (isRoom(bounds)) return { x: 0, floorY, z: 0, yaw: 0, pitch: 0, eyeHeight: EYE_HEIGHT_M };
  const [x0, y0, z0, x1, y1, z1] = bounds;
  const radius = Math.max(Math.hypot(x1 - x0, y1 - y0, z1 - z0) / 2, 0.1);
  const middle = (y0 + y1) / 2;
  const eyeY = y1 - floorY >= STANDING_METRES ? floorY + EYE_HEIGHT_M : middle + OBJECT_RISE * radius;
  return {
    x: (x0 + x1) / 2,
    floorY: eyeY - EYE_HEIGHT_M,
    z: (z0 + z1) / 2 + OBJECT_DISTANCE * radius,
    yaw: 0,
    pitch: Math.atan2(middle - eyeY, OBJECT_DISTANCE * radius),
    eyeHeight: EYE_HEIGHT_M,
  };
}
