import { describe, expect, it } from 'vitest';
import { orbitPath, turnPath } from './camera-path.ts';
import { type Bounds, lookAt, type Pose } from './pose.ts';

const BOUNDS: Bounds = [-1, 0, -2, 3, 4, 2];

/** Rotates a vector by a quaternion x, y, z, w. */
function rotate([x, y, z, w]: Pose['orientation'], v: readonly number[]): number[] {
  const [vx, vy, vz] = v as [number, number, number];
  const tx = 2 * (y * vz - z * vy);
  const ty = 2 * (z * vx - x * vz);
  const tz = 2 * (x * vy - y * vx);
  return [vx + w * tx + y * tz - z * ty, vy + w * ty + z * tx - x * tz, vz + w * tz + x * ty - y * tx];
}

describe('lookAt', () => {
  it.each([
    [
      [0, 0, 5],
      [0, 0, 0],
    ],
    [
      [3, 1, -2],
      [1, 2, 4],
    ],
    [
      [-4, -3, 0.5],
      [2, 0, 1],
    ],
  ] as const)('turns −z of a camera at %j towards %j and keeps it upright', (from, to) => {
    const orientation = lookAt(from, to);
    const length = Math.hypot(to[0] - from[0], to[1] - from[1], to[2] - from[2]);
    const forward = rotate(orientation, [0, 0, -1]);
    for (let i = 0; i < 3; i++) expect(forward[i]).toBeCloseTo((to[i]! - from[i]!) / length, 12);
    expect(rotate(orientation, [1, 0, 0])[1]).toBeCloseTo(0, 12);
    expect(rotate(orientation, [0, 1, 0])[1]).toBeGreaterThan(0);
  });
});

describe('orbitPath', () => {
  it('starts at the farthest pose, which holds the whole height, and always looks at the middle', () => {
    const poses = orbitPath(BOUNDS, 24, 60);
    const distances = poses.map(({ position: [x, , z] }) => Math.hypot(x - 1, z));
    expect(Math.max(...distances)).toBeCloseTo(distances[0]!, 12);
    expect(2 * distances[0]! * Math.tan(Math.PI / 6)).toBeGreaterThan(4);
    expect(Math.min(...distances)).toBeCloseTo(distances[0]! / 2, 12);
    for (const { position, orientation } of poses) {
      const forward = rotate(orientation, [0, 0, -1]);
      const distance = Math.hypot(position[0] - 1, position[1] - 2, position[2]);
      expect(position[0] + forward[0]! * distance).toBeCloseTo(1, 9);
      expect(position[1] + forward[1]! * distance).toBeCloseTo(2, 9);
    }
  });
});

describe('turnPath', () => {
  it('stays inside and looks all the way round', () => {
    const poses = turnPath(BOUNDS, 8);
    for (const { position } of poses) {
      for (let i = 0; i < 3; i++) {
        expect(position[i]).toBeGreaterThan(BOUNDS[i]!);
        expect(position[i]).toBeLessThan(BOUNDS[i + 3]!);
      }
    }
    const sum = poses.reduce((total, { orientation }) => total + rotate(orientation, [0, 0, -1])[0]!, 0);
    expect(sum).toBeCloseTo(0, 9);
  });
});
