import { Euler, Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import { dolly, look, orbit } from './desk-motion.ts';
import { createRig, type Rig } from './rig.ts';

const TARGET = [1, 1.2, -2] as const;

function eye(rig: Rig): Vector3 {
  return new Vector3(rig.x, rig.floorY + rig.eyeHeight, rig.z);
}

/** The target as the camera sees it. */
function seen(rig: Rig): Vector3 {
  const rotation = new Euler(rig.pitch, rig.yaw, 0, 'YXZ');
  const inverse = new Vector3(...TARGET).sub(eye(rig));
  const right = new Vector3(1, 0, 0).applyEuler(rotation);
  const up = new Vector3(0, 1, 0).applyEuler(rotation);
  const back = new Vector3(0, 0, 1).applyEuler(rotation);
  return new Vector3(inverse.dot(right), inverse.dot(up), inverse.dot(back));
}

describe('desk camera', () => {
  it('stops short of the poles', () => {
    const rig = createRig();
    look(rig, 0.5, 9);
    expect(rig.yaw).toBe(0.5);
    expect(rig.pitch).toBeLessThan(Math.PI / 2);
    expect(rig.pitch).toBeGreaterThan(1.5);
  });

  it('orbits with the target standing still in the picture', () => {
    const rig = createRig({ x: -1, z: 3, yaw: 0.4, pitch: -0.2, floorY: 0.3 });
    const before = seen(rig);
    for (let i = 0; i < 20; i++) orbit(rig, TARGET, 0.3, 0.02);
    expect(seen(rig).distanceTo(before)).toBeLessThan(1e-10);
    expect(rig.floorY).toBe(0.3);
  });

  it('keeps the picture when the orbit meets the pole', () => {
    const rig = createRig({ z: 3 });
    const before = seen(rig);
    orbit(rig, TARGET, 0, -5);
    expect(rig.pitch).toBeGreaterThan(-Math.PI / 2);
    expect(seen(rig).distanceTo(before)).toBeLessThan(1e-10);
  });

  it('approaches along the line to the target, and not too near', () => {
    const rig = createRig({ z: 3 });
    const distance = eye(rig).distanceTo(new Vector3(...TARGET));
    dolly(rig, TARGET, 0.5);
    expect(eye(rig).distanceTo(new Vector3(...TARGET))).toBeCloseTo(distance / 2, 10);
    for (let i = 0; i < 50; i++) dolly(rig, TARGET, 0.5);
    expect(eye(rig).distanceTo(new Vector3(...TARGET))).toBeCloseTo(0.2, 6);
  });
});
