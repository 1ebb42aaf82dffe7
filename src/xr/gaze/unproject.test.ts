import { Matrix4, PerspectiveCamera, Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import { unproject } from './unproject.ts';

describe('unproject', () => {
  const out = new Float64Array(3);

  it.each([
    [0.5, 0.5],
    [0, 0],
    [0.9, 0.2],
    [0.1, 1],
  ])('agrees with three at (%f, %f)', (u, v) => {
    const camera = new PerspectiveCamera(60, 1.6, 0.1, 100);
    unproject(out, u, v, camera.projectionMatrix.elements);
    const point = new Vector3(2 * u - 1, 1 - 2 * v, 0.5)
      .applyMatrix4(camera.projectionMatrixInverse)
      .normalize();
    expect(point.distanceTo(new Vector3(...out))).toBeLessThan(1e-9);
  });

  it('agrees with three for an off-centre projection', () => {
    const projection = new Matrix4().makePerspective(-0.1, 0.05, 0.08, -0.04, 0.1, 100);
    unproject(out, 0.25, 0.75, projection.elements);
    const point = new Vector3(-0.5, -0.5, 0.5).applyMatrix4(projection.clone().invert()).normalize();
    expect(point.distanceTo(new Vector3(...out))).toBeLessThan(1e-9);
  });
});
