import type { SceneInfo } from '../../workers/splats/splat-client.ts';
import { EYE_HEIGHT_M, type Place } from './rig.ts';

/** A thing is seen from a distance of this many times its radius, about 50 degrees wide. */
const OBJECT_DISTANCE = 2.2;
/** A thing that reaches this high above its floor is met standing there; a smaller one is held up to the eyes. */
const STANDING_METRES = 1.2;
/** How far above the middle of a small thing the eyes are, in radii of it. */
const OBJECT_RISE = 0.15;

/** What an orbit goes around is so far ahead of where one enters, and so high above the floor, metres. */
const ORBIT_AHEAD = 1.5;
const ORBIT_HEIGHT = 1;

type Placed = Pick<SceneInfo, 'bounds' | 'floorY' | 'entry'>;

/** What an orbit on the desk goes around: the middle of a thing, or a point before the person in a room. */
export function chooseOrbitTarget({ bounds, floorY, entry }: Placed): readonly [number, number, number] {
  const [x0, y0, z0, x1, y1, z1] = bounds;
  if (entry) {
    const { x, z, yaw } = entry;
    return [x - ORBIT_AHEAD * Math.sin(yaw), floorY + ORBIT_HEIGHT, z - ORBIT_AHEAD * Math.cos(yaw)];
  }
  return [(x0 + x1) / 2, (y0 + y1) / 2, (z0 + z1) / 2];
}

/**
 * Chooses where to start: at the entry of a scene that one stands in. Anything else is looked at from its +z side, by someone who
 * stands on its floor or, if it is small, has it before their eyes.
 */
export function chooseSpawn({ bounds, floorY, entry }: Placed): Place {
  if (entry) return { ...entry, floorY, pitch: 0, eyeHeight: EYE_HEIGHT_M };
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
