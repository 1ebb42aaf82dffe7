import { Matrix4, PerspectiveCamera, Quaternion, Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import { writePictureSize, writeRayTerms, writeTangents } from './projection.ts';
import { reprojectReference } from './reprojection-reference.ts';

/** An off-axis projection like a headset's. */
function offAxis(): Matrix4 {
  const near = 0.1;
  return new Matrix4().makePerspective(-0.9 * near, 0.7 * near, 0.5 * near, -0.8 * near, near, 100);
}

function quaternion(yaw: number, pitch: number, roll: number): Quaternion {
  const y = new Quaternion().setFromAxisAngle(new Vector3(0, 1, 0), yaw);
  const x = new Quaternion().setFromAxisAngle(new Vector3(1, 0, 0), pitch);
  const z = new Quaternion().setFromAxisAngle(new Vector3(0, 0, 1), roll);
  return y.multiply(x).multiply(z);
}

describe('writeTangents', () => {
  it('recovers the tangents of an off-axis projection', () => {
    const out = new Float32Array(8);
    writeTangents(offAxis().elements, 0, out, 4);
    for (const [i, value] of [0.9, 0.7, 0.5, 0.8].entries()) expect(out[4 + i]).toBeCloseTo(value, 6);
    expect(out[0]).toBe(0);
  });

  it('widens by an angle, not by a tangent', () => {
    const camera = new PerspectiveCamera(90, 1, 0.1, 10);
    const out = new Float32Array(4);
    writeTangents(camera.projectionMatrix.elements, (5 * Math.PI) / 180, out, 0);
    for (const t of out) expect((Math.atan(t) * 180) / Math.PI).toBeCloseTo(50, 4);
  });

  it('stays finite for very wide views', () => {
    const camera = new PerspectiveCamera(170, 1, 0.1, 10);
    const out = new Float32Array(4);
    writeTangents(camera.projectionMatrix.elements, 0.3, out, 0);
    for (const t of out) expect(t).toBeLessThan(12);
  });
});

describe('writeRayTerms', () => {
  it('gives the ray that the projection maps back to the same clip coordinates', () => {
    const projection = offAxis();
    const terms = { v: [0, 0, 0, 0], set: (...v: number[]) => (terms.v = v) };
    writeRayTerms(projection.elements, terms);
    for (const [x, y] of [
      [-1, -1],
      [0.3, -0.7],
      [1, 1],
    ] as const) {
      const point = new Vector3(x * terms.v[0]! + terms.v[2]!, y * terms.v[1]! + terms.v[3]!, -1);
      point.multiplyScalar(3.7).applyMatrix4(projection);
      expect(point.x).toBeCloseTo(x, 6);
      expect(point.y).toBeCloseTo(y, 6);
    }
  });
});

describe('writePictureSize', () => {
  it('keeps pixels square, sides even and inside the limit', () => {
    const out = { width: 0, height: 0 };
    writePictureSize(961, [1, 1, 0.5, 0.25], 2048, out);
    expect(out).toEqual({ width: 962, height: 360 });
    writePictureSize(5000, [0.5, 0.5, 1, 1], 2048, out);
    expect(out).toEqual({ width: 1024, height: 2048 });
    writePictureSize(1, [1, 1, 1, 1], 2048, out);
    expect(out).toEqual({ width: 64, height: 64 });
  });
});

describe('reprojection', () => {
  const pictureTangents = [1.1, 0.9, 0.8, 1.0] as const;

  /** A picture's own projection, built from its tangents with three. */
  function pictureProjection(): Matrix4 {
    const [l, r, u, d] = pictureTangents;
    return new Matrix4().makePerspective(-l, r, u, -d, 1, 1000);
  }

  it('finds each world point where three projects it in the picture, with the depth three would write', () => {
    const projection = offAxis();
    const eye = quaternion(0.21, -0.13, 0.05);
    const pictureEye = quaternion(0.12, -0.08, -0.02);
    const position = new Vector3(1, 2, 3);
    let seen = 0;
    for (let i = 0; i < 200; i++) {
      const ndc = [((i * 37) % 100) / 50 - 1, ((i * 61) % 100) / 50 - 1] as const;
      const metres = 0.3 + ((i * 17) % 97) / 5;
      const e = projection.elements;
      const world = new Vector3((ndc[0] + e[8]!) / e[0]!, (ndc[1] + e[9]!) / e[5]!, -1)
        .multiplyScalar(metres)
        .applyQuaternion(eye)
        .add(position);

      const inPicture = world.clone().sub(position).applyQuaternion(pictureEye.clone().invert());
      const expected = inPicture.clone().applyMatrix4(pictureProjection());
      const current = world
        .clone()
        .sub(position)
        .applyQuaternion(eye.clone().invert())
        .applyMatrix4(projection);

      const got = reprojectReference(ndc, projection, eye, pictureEye, pictureTangents, -inPicture.z);
      expect(got.inFront).toBe(inPicture.z < 0);
      expect(got.u).toBeCloseTo(0.5 + 0.5 * expected.x, 6);
      expect(got.v).toBeCloseTo(0.5 - 0.5 * expected.y, 6);
      expect(got.fragDepth).toBeCloseTo(0.5 + 0.5 * current.z, 6);
      seen++;
    }
    expect(seen).toBe(200);
  });

  it('maps the middle of an unmoved symmetric view to the middle, and its edges to the edges', () => {
    const camera = new PerspectiveCamera(90, 1, 0.1, 100);
    const still = new Quaternion();
    const at = (x: number, y: number) =>
      reprojectReference([x, y], camera.projectionMatrix, still, still, [1, 1, 1, 1], 0);
    expect(at(0, 0)).toMatchObject({ u: 0.5, v: 0.5, fragDepth: 1 });
    expect(at(-1, 1).u).toBeCloseTo(0, 6);
    expect(at(-1, 1).v).toBeCloseTo(0, 6);
    expect(at(1, -1).u).toBeCloseTo(1, 6);
    expect(at(1, -1).v).toBeCloseTo(1, 6);
  });

  it('says when a ray points behind the picture', () => {
    const camera = new PerspectiveCamera(90, 1, 0.1, 100);
    const behind = quaternion(Math.PI, 0, 0);
    const got = reprojectReference(
      [0, 0],
      camera.projectionMatrix,
      behind,
      new Quaternion(),
      [1, 1, 1, 1],
      1,
    );
    expect(got.inFront).toBe(false);
  });
});
