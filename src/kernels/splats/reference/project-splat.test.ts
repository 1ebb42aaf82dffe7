import { describe, expect, it } from 'vitest';
import { cameraOf, LOW_PASS_PX2, projectSplat } from './project-splat.ts';
import { rotationMatrix } from './rotation-matrix.ts';
import type { EyeView, SplatCloud } from './splat-cloud.ts';

const eye: EyeView = {
  position: [0, 0, 0],
  orientation: [0, 0, 0, 1],
  left: 1.2,
  right: 0.8,
  up: 0.9,
  down: 1.1,
  width: 400,
  height: 300,
};
const focalX = 200;
const focalY = 150;

function one(position: number[], scales: number[], rotation = [0, 0, 0, 1]): SplatCloud {
  return {
    count: 1,
    positions: position,
    scales,
    rotations: rotation,
    colors: [1, 1, 1],
    opacities: [1],
    shDegree: 0,
    shRest: null,
  };
}

const axisAngle = (axis: number[], angle: number) => [
  ...axis.map((v) => (v / Math.hypot(...axis)) * Math.sin(angle / 2)),
  Math.cos(angle / 2),
];

describe('projectSplat', () => {
  it('gives an isotropic splat on the axis the variance (f s / z)² + 0.3', () => {
    const p = projectSplat(one([0, 0, -2.5], [0.04, 0.04, 0.04]), 0, cameraOf(eye))!;
    expect(p.x).toBeCloseTo(1.2 * focalX, 10);
    expect(p.y).toBeCloseTo(0.9 * focalY, 10);
    expect(p.depth).toBe(2.5);
    expect(p.covXX).toBeCloseTo((focalX * 0.04) ** 2 / 2.5 ** 2 + LOW_PASS_PX2, 10);
    expect(p.covYY).toBeCloseTo((focalY * 0.04) ** 2 / 2.5 ** 2 + LOW_PASS_PX2, 10);
    expect(p.covXY).toBeCloseTo(0, 12);
  });

  it('turns an anisotropic splat on the axis with its rotation about the axis', () => {
    const angle = 0.6;
    const p = projectSplat(
      one([0, 0, -1], [0.05, 0.01, 0.03], axisAngle([0, 0, 1], angle)),
      0,
      cameraOf(eye),
    )!;
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    expect(p.covXX).toBeCloseTo(focalX ** 2 * ((c * 0.05) ** 2 + (s * 0.01) ** 2) + 0.3, 9);
    expect(p.covYY).toBeCloseTo(focalY ** 2 * ((s * 0.05) ** 2 + (c * 0.01) ** 2) + 0.3, 9);
    // Turned anticlockwise it rises to the right, which on rows that grow downwards is a negative correlation.
    expect(p.covXY).toBeCloseTo(-focalX * focalY * c * s * (0.05 ** 2 - 0.01 ** 2), 9);
  });

  it('shows the depth axis of a splat that is turned sideways', () => {
    const p = projectSplat(
      one([0, 0, -1], [0.01, 0.02, 0.2], axisAngle([0, 1, 0], Math.PI / 2)),
      0,
      cameraOf(eye),
    )!;
    expect(p.covXX).toBeCloseTo((focalX * 0.2) ** 2 + 0.3, 8);
    expect(p.covYY).toBeCloseTo((focalY * 0.02) ** 2 + 0.3, 8);
  });

  it('agrees with the finite-difference Jacobian anywhere in the frustum, for a turned eye', () => {
    const turned: EyeView = { ...eye, position: [0.3, 1.6, -0.2], orientation: axisAngle([1, 2, -0.5], 0.7) };
    const camera = cameraOf(turned);
    const toWorld = rotationMatrix(turned.orientation);
    const inEye = [0.9, -0.5, -1.7];
    const centre = [0, 1, 2].map(
      (row) => turned.position[row]! + inEye.reduce((sum, v, k) => sum + toWorld[3 * row + k]! * v, 0),
    );
    const scales = [0.03, 0.1, 0.02];
    const rotation = axisAngle([0.2, -1, 0.4], 2.1);
    const p = projectSplat(one(centre, scales, rotation), 0, camera)!;

    const own = rotationMatrix(rotation);
    const step = 1e-5;
    let [xx, xy, yy] = [LOW_PASS_PX2, 0, LOW_PASS_PX2];
    for (let axis = 0; axis < 3; axis++) {
      const shifted = (sign: number) =>
        projectSplat(
          one(
            centre.map((v, row) => v + sign * step * own[3 * row + axis]!),
            scales,
          ),
          0,
          camera,
        )!;
      const [a, b] = [shifted(1), shifted(-1)];
      const dx = ((a.x - b.x) / (2 * step)) * scales[axis]!;
      const dy = ((a.y - b.y) / (2 * step)) * scales[axis]!;
      xx += dx * dx;
      xy += dx * dy;
      yy += dy * dy;
    }
    expect(p.covXX).toBeCloseTo(xx, 4);
    expect(p.covXY).toBeCloseTo(xy, 4);
    expect(p.covYY).toBeCloseTo(yy, 4);
  });

  it('evaluates the Jacobian no farther out than 1.3 times the frustum, each side by its own tangent', () => {
    const flat = [1e-9, 1e-9, 0.1];
    const camera = cameraOf(eye);
    const cases: [number[], number, number][] = [
      [[5, 0, -1], 1.3 * eye.right, 0],
      [[-5, 0, -1], -1.3 * eye.left, 0],
      [[0, 5, -1], 0, 1.3 * eye.up],
      [[0, -5, -1], 0, -1.3 * eye.down],
      [[0.5, 0.5, -1], 0.5, 0.5],
    ];
    for (const [position, tx, ty] of cases) {
      const p = projectSplat(one(position, flat), 0, camera)!;
      expect(p.covXX).toBeCloseTo((focalX * tx * 0.1) ** 2 + 0.3, 6);
      expect(p.covYY).toBeCloseTo((focalY * ty * 0.1) ** 2 + 0.3, 6);
      expect(p.x).toBeCloseTo(1.2 * focalX + focalX * position[0]!, 8);
    }
  });

  it('holds the inverse of the covariance', () => {
    const p = projectSplat(
      one([0.4, 0.2, -1], [0.05, 0.01, 0.03], axisAngle([1, 1, 1], 1)),
      0,
      cameraOf(eye),
    )!;
    expect(p.conicXX * p.covXX + p.conicXY * p.covXY).toBeCloseTo(1, 10);
    expect(p.conicXX * p.covXY + p.conicXY * p.covYY).toBeCloseTo(0, 10);
    expect(p.conicXY * p.covXY + p.conicYY * p.covYY).toBeCloseTo(1, 10);
  });

  it('drops splats nearer than 0.2 m along the view axis', () => {
    const camera = cameraOf(eye);
    expect(projectSplat(one([0, 0, -0.1999], [0.1, 0.1, 0.1]), 0, camera)).toBeNull();
    expect(projectSplat(one([3, 0, -0.1999], [0.1, 0.1, 0.1]), 0, camera)).toBeNull();
    expect(projectSplat(one([0, 0, 4], [0.1, 0.1, 0.1]), 0, camera)).toBeNull();
    expect(projectSplat(one([0, 0, -0.2], [0.1, 0.1, 0.1]), 0, camera)).not.toBeNull();
  });

  it('drops splats beyond what floats hold', () => {
    const camera = cameraOf(eye);
    expect(projectSplat(one([0, 0, -0.99e12], [1, 1, 1]), 0, camera)).not.toBeNull();
    expect(projectSplat(one([0, 0, -1e12], [1, 1, 1]), 0, camera)).toBeNull();
    expect(projectSplat(one([0, 0, -3e38], [1e38, 1, 1]), 0, camera)).toBeNull();
    expect(projectSplat(one([0, 0, -1], [1e6, 1e6, 1e6]), 0, camera)).not.toBeNull();
    expect(projectSplat(one([0, 0, -1], [1e7, 1e7, 1e7]), 0, camera)).toBeNull();
  });
});
