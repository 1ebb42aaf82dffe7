import { ArrayCamera, PerspectiveCamera, Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import { DeskInput } from './desk-input.ts';
import { arrive, createRig, type Rig } from './rig.ts';
import { headWorldX, headWorldZ } from './rig-motion.ts';
import { Travel } from './travel.ts';

const SESSION = {
  visibilityState: 'visible' as XRVisibilityState,
  inputSources: [],
} as unknown as XRSession;

/** Eyes of a head that stands beside the room's origin and is turned, in the room's frame. */
function headset(x: number, z: number, yaw: number): ArrayCamera {
  const eyes = [-0.03, 0.03].map((side) => {
    const eye = new PerspectiveCamera();
    eye.position.set(x, 1.6, z).add(new Vector3(side, 0, 0).applyAxisAngle(eye.up, yaw));
    eye.rotation.y = yaw;
    eye.updateMatrix();
    return eye;
  });
  return new ArrayCamera(eyes);
}

function frame(travel: Travel, rig: Rig, camera: ArrayCamera | PerspectiveCamera, session: XRSession | null) {
  travel.step({ rig }, camera, session, 0.01);
  return { x: headWorldX(rig, travel.head), z: headWorldZ(rig, travel.head) };
}

const newTravel = () => new Travel(new DeskInput({} as HTMLElement));

describe('Travel', () => {
  it('takes over the place and the direction of the desk, wherever in the room the head is', () => {
    const rig = createRig({ x: 2, z: -3, yaw: 0.7 });
    const head = frame(newTravel(), rig, headset(0.5, 1.2, 2), SESSION);
    expect(head.x).toBeCloseTo(2, 9);
    expect(head.z).toBeCloseTo(-3, 9);
    expect(Math.cos(rig.yaw + 2 - 0.7)).toBeCloseTo(1, 9);
  });

  it('brings the head, not the origin, to a place that is reset to in a session', () => {
    const travel = newTravel();
    const rig = createRig();
    frame(travel, rig, headset(0.5, 1.2, 2), SESSION);
    frame(travel, rig, headset(-0.8, 0.3, -1), SESSION);
    arrive(rig, { x: 4, z: 5, yaw: 0.25, floorY: 0.5 });
    const head = frame(travel, rig, headset(-0.8, 0.3, -1), SESSION);
    expect(head.x).toBeCloseTo(4, 9);
    expect(head.z).toBeCloseTo(5, 9);
    expect(rig.floorY).toBe(0.5);
    expect(Math.cos(rig.yaw - 1 - 0.25)).toBeCloseTo(1, 9);
    // From then on the head is free again.
    const moved = frame(travel, rig, headset(-0.8, 1.3, -1), SESSION);
    expect(Math.hypot(moved.x - 4, moved.z - 5)).toBeCloseTo(1, 9);
  });

  it('goes on from the head when the session ends, and enters again without turning the person', () => {
    const travel = newTravel();
    const rig = createRig({ yaw: 0.4 });
    const desk = new PerspectiveCamera();
    for (let cycle = 0; cycle < 3; cycle++) {
      frame(travel, rig, headset(0.5, 1.2, 2), SESSION);
      frame(travel, rig, desk, null);
      expect([rig.x, rig.z, rig.yaw].map((value) => value.toFixed(9))).toEqual(
        [0, 0, 0.4].map((value) => expect.stringMatching(new RegExp(`^-?${value.toFixed(9)}$`))),
      );
    }
  });

  it('lets a place win that came as the session ended', () => {
    const travel = newTravel();
    const rig = createRig();
    frame(travel, rig, headset(0.5, 1.2, 2), SESSION);
    arrive(rig, { x: 4, z: 5, yaw: 0.25 });
    frame(travel, rig, new PerspectiveCamera(), null);
    expect([rig.x, rig.z, rig.yaw]).toEqual([4, 5, 0.25]);
  });

  it.each(['visible-blurred', 'hidden'] as const)('ignores the sticks while %s', (visibilityState) => {
    const travel = newTravel();
    const rig = createRig();
    const gamepad = { mapping: 'xr-standard', axes: [0, 0, 0, -1], buttons: [] };
    const inputSources = [{ handedness: 'left', gamepad }];
    const session = { visibilityState, inputSources } as unknown as XRSession;
    const visible = { ...session, visibilityState: 'visible' } as unknown as XRSession;
    const before = frame(travel, rig, headset(0, 0, 0), session);
    expect(frame(travel, rig, headset(0, 0, 0), session)).toEqual(before);
    expect(frame(travel, rig, headset(0, 0, 0), visible).z).toBeLessThan(before.z);
  });
});
