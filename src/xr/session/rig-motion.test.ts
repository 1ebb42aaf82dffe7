import { Euler, Matrix4, Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import { createRig, type Rig } from './rig.ts';
import {
  headingOf,
  headWorldX,
  headWorldZ,
  keepInside,
  teleport,
  turnAboutHead,
  walk,
  wrapAngle,
} from './rig-motion.ts';

const HEAD = { x: 0.4, z: -0.7 };

/** World position of the head by three's matrices. */
function headInWorld(rig: Rig): Vector3 {
  return new Vector3(HEAD.x, 0, HEAD.z)
    .applyEuler(new Euler(0, rig.yaw, 0))
    .add(new Vector3(rig.x, 0, rig.z));
}

describe('rig', () => {
  it('agrees with three on where the head is', () => {
    const rig = createRig({ x: 2, z: -1, yaw: 0.8 });
    expect(headWorldX(rig, HEAD)).toBeCloseTo(headInWorld(rig).x, 12);
    expect(headWorldZ(rig, HEAD)).toBeCloseTo(headInWorld(rig).z, 12);
  });

  it('walks along the heading and sideways from it', () => {
    const rig = createRig();
    walk(rig, 0, 2, 0);
    expect([rig.x, rig.z]).toEqual([0, -2]);
    walk(rig, 1, 0, Math.PI / 2);
    expect(rig.x).toBeCloseTo(0, 12);
    expect(rig.z).toBeCloseTo(-3, 12);
  });

  it('turns without moving the head', () => {
    const rig = createRig({ x: 1, z: 5, yaw: 0.3 });
    const before = headInWorld(rig);
    turnAboutHead(rig, HEAD, Math.PI / 6);
    expect(rig.yaw).toBeCloseTo(0.3 + Math.PI / 6, 12);
    expect(headInWorld(rig).distanceTo(before)).toBeLessThan(1e-12);
  });

  it('teleports the head, not the origin, and takes the floor along', () => {
    const rig = createRig({ x: 1, z: 5, yaw: 2 });
    teleport(rig, HEAD, 7, 0.5, -3);
    expect(headInWorld(rig).distanceTo(new Vector3(7, 0, -3))).toBeLessThan(1e-12);
    expect(rig.floorY).toBe(0.5);
  });

  it('keeps the head inside the bounds and leaves it alone within them', () => {
    const rig = createRig({ x: 50, z: -50, yaw: 1 });
    keepInside(rig, HEAD, [-2, -3, 2, 3]);
    expect(headInWorld(rig).x).toBeCloseTo(2, 12);
    expect(headInWorld(rig).z).toBeCloseTo(-3, 12);
    const { x, z } = rig;
    keepInside(rig, HEAD, [-9, -9, 9, 9]);
    expect([rig.x, rig.z]).toEqual([x, z]);
  });

  it('reads the heading of a pitched head', () => {
    const matrix = new Matrix4().makeRotationFromEuler(new Euler(-0.6, 1.1, 0, 'YXZ'));
    expect(headingOf(matrix.elements)).toBeCloseTo(1.1, 12);
  });

  it('wraps angles', () => {
    expect(wrapAngle(3 * Math.PI + 0.25)).toBeCloseTo(-Math.PI + 0.25, 12);
    expect(wrapAngle(-0.5)).toBe(-0.5);
  });
});
