import type { SceneInfo } from '../workers/splats/splat-client.ts';
import { arrive, type Rig } from '../xr/session/rig.ts';
import { chooseSpawn } from '../xr/session/spawn.ts';

/** A person whose feet are this near to the floor stands on it, metres. */
const STANDING = 0.05;

/**
 * Puts the person where they should be in a scene that has just been opened. Another scene, and one that was turned, is
 * entered anew. In one that has grown or shrunk they keep their spot: on the floor if they stood there, else by the eyes.
 * One of which only another part is in memory leaves them alone.
 * @param before the same scene as it was shown before; null for another one
 */
export function placePerson(rig: Rig, info: SceneInfo, before: SceneInfo | null): void {
  if (!before || info.up !== before.up) {
    arrive(rig, chooseSpawn(info));
    return;
  }
  const growth = info.metresPerUnit / before.metresPerUnit;
  if (growth === 1 || !Number.isFinite(growth)) return;
  const standing = Math.abs(rig.floorY - before.floorY) < STANDING;
  rig.floorY = standing ? info.floorY : (rig.floorY + rig.eyeHeight) * growth - rig.eyeHeight;
  rig.x *= growth;
  rig.z *= growth;
}
