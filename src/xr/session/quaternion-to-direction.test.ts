import { Quaternion, Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import { quaternionToDirection } from './quaternion-to-direction.ts';

describe('quaternionToDirection', () => {
  it.each([
    [0, 0, -1],
    [1, 0, -1],
    [-0.3, 0.4, -0.8],
    [0.2, -0.9, -0.1],
    [0.5, 0.5, 0.7],
  ])('turns straight ahead into (%f, %f, %f)', (x, y, z) => {
    const q = quaternionToDirection(new Float64Array(4), x, y, z);
    const turned = new Vector3(0, 0, -1).applyQuaternion(new Quaternion(q[0], q[1], q[2], q[3]));
    const wanted = new Vector3(x, y, z).normalize();
    expect(turned.distanceTo(wanted)).toBeLessThan(1e-12);
  });

  it('has no roll: the right axis stays level', () => {
    const q = quaternionToDirection(new Float64Array(4), 0.4, 0.7, -0.6);
    const right = new Vector3(1, 0, 0).applyQuaternion(new Quaternion(q[0], q[1], q[2], q[3]));
    expect(Math.abs(right.y)).toBeLessThan(1e-12);
  });
});
