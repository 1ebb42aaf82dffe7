import { describe, expect, it } from 'vitest';
import { createRig, type Rig } from '../xr/session/rig.ts';
import { chooseSpawn } from '../xr/session/spawn.ts';
import { placePerson } from './place-person.ts';
import { sceneInfo } from './testing/scene-info.ts';

const BEFORE = sceneInfo({ floorY: 0.5, bounds: [-3, 0.5, -3, 3, 3, 3] });

function placed(
  rig: Rig,
  ...[info, before]: Parameters<typeof placePerson> extends [Rig, ...infer R] ? R : never
) {
  const copy = { ...rig };
  placePerson(copy, info, before);
  return copy;
}

describe('placePerson', () => {
  it('leaves a person alone when only the part in memory changed', () => {
    const rig = createRig({ x: 1, floorY: 7, yaw: 2 });
    expect(placed(rig, { ...BEFORE, splatCount: 1 }, BEFORE)).toEqual(rig);
  });

  it('keeps the spot and the feet on the floor of a scene that grows', () => {
    const after = { ...BEFORE, metresPerUnit: 2, floorY: 1 };
    const rig = createRig({ x: 1, z: -2, floorY: 0.5, yaw: 1, eyeHeight: 1.7 });
    expect(placed(rig, after, BEFORE)).toEqual({ ...rig, x: 2, z: -4, floorY: 1 });
  });

  it('keeps the eyes of a person who hovers where they are in the scene', () => {
    const after = { ...BEFORE, metresPerUnit: 10, floorY: 5 };
    const { floorY, eyeHeight } = placed(createRig({ floorY: 3 }), after, BEFORE);
    expect(floorY + eyeHeight).toBeCloseTo(46, 9);
  });

  it('enters another scene, and a turned one, anew', () => {
    const after: typeof BEFORE = { ...BEFORE, up: 'z-up' };
    const rig = createRig({ x: 1, floorY: 7, yaw: 1 });
    expect(placed(rig, after, BEFORE)).toMatchObject({ ...chooseSpawn(after), arriving: true });
    expect(placed(rig, BEFORE, null)).toMatchObject({ ...chooseSpawn(BEFORE), arriving: true });
  });
});
