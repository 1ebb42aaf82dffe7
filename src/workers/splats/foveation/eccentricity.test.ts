import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  angleBetweenDeg,
  directionOfPixel,
  type EyeGeometry,
  gazeInEye,
  pixelOfDirection,
  tileDirections,
  tileEccentricityDeg,
} from './eccentricity.ts';

fc.configureGlobal({ seed: 20 });

const eye: EyeGeometry = { left: 1.2, right: 0.9, up: 1, down: 1.1, width: 333, height: 290 };
const tiles = tileDirections(eye);

const unit = fc
  .tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }))
  .map(([z, phi]) => {
    const r = Math.sqrt(1 - z * z);
    return [r * Math.cos(phi), r * Math.sin(phi), z];
  });

describe('directions', () => {
  it('puts the frustum edges at their tangents', () => {
    const d = [0, 0, 0];
    directionOfPixel(eye, 0, 0, d);
    expect(d[0]! / -d[2]!).toBeCloseTo(-1.2, 12);
    expect(d[1]! / -d[2]!).toBeCloseTo(1, 12);
    directionOfPixel(eye, 333, 290, d);
    expect(d[0]! / -d[2]!).toBeCloseTo(0.9, 12);
    expect(d[1]! / -d[2]!).toBeCloseTo(-1.1, 12);
    expect(Math.hypot(...d)).toBeCloseTo(1, 12);
  });

  it('projects a direction back to its pixel and refuses one that points backwards', () => {
    const d = [0, 0, 0];
    const p = [0, 0, 0];
    directionOfPixel(eye, 17.25, 201.5, d);
    expect(pixelOfDirection(eye, d, p)).toBe(true);
    expect(p[0]).toBeCloseTo(17.25, 9);
    expect(p[1]).toBeCloseTo(201.5, 9);
    expect(pixelOfDirection(eye, [0, 0, 1], p)).toBe(false);
  });

  it('measures small and large angles', () => {
    const a = 1e-7;
    expect(angleBetweenDeg([0, 0, -1], [Math.sin(a), 0, -Math.cos(a)])).toBeCloseTo((a * 180) / Math.PI, 14);
    expect(angleBetweenDeg([0, 0, -1], [0, 0, 1])).toBeCloseTo(180, 10);
  });
});

describe('tile table', () => {
  it('covers the image, the last row and column cut at the edge', () => {
    expect([tiles.columns, tiles.rows, tiles.count]).toEqual([11, 10, 110]);
    const d = [0, 0, 0];
    directionOfPixel(eye, (320 + 333) / 2, (288 + 290) / 2, d);
    for (let k = 0; k < 3; k++) expect(tiles.centres[3 * 109 + k]).toBeCloseTo(d[k]!, 6);
  });

  it('bounds the angle of every point of a tile between nearest and farthest', () => {
    fc.assert(
      fc.property(
        unit,
        fc.integer({ min: 0, max: tiles.count - 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (gaze, tile, u, v) => {
          const x = Math.min((tile % tiles.columns) * 32 + u * 32, eye.width);
          const y = Math.min(Math.floor(tile / tiles.columns) * 32 + v * 32, eye.height);
          const d = [0, 0, 0];
          directionOfPixel(eye, x, y, d);
          const angle = angleBetweenDeg(d, gaze);
          const slack = 0.05; // float32 table, arc cosine near 0
          return (
            tileEccentricityDeg(tiles, tile, gaze, 'nearest') <= angle + slack &&
            tileEccentricityDeg(tiles, tile, gaze, 'farthest') >= angle - slack
          );
        },
      ),
    );
  });
});

describe('gazeInEye', () => {
  it('is the gaze itself when eye and head agree', () => {
    const q = [0.1, -0.3, 0.2, Math.sqrt(1 - 0.14)];
    const out = [0, 0, 0];
    gazeInEye([0.6, 0, -0.8], q, q, 0, out);
    [0.6, 0, -0.8].forEach((v, i) => {
      expect(out[i]).toBeCloseTo(v, 12);
    });
  });

  it('turns the other way from a canted eye, read at an offset', () => {
    const cant = Math.PI / 18;
    const eyes = [9, 9, 9, 9, 0, Math.sin(cant / 2), 0, Math.cos(cant / 2)];
    const out = [0, 0, 0];
    gazeInEye([0, 0, -1], [0, 0, 0, 1], eyes, 4, out);
    // An eye turned to the left (+ about y) sees straight ahead on its right.
    expect(out[0]).toBeCloseTo(Math.sin(cant), 12);
    expect(out[2]).toBeCloseTo(-Math.cos(cant), 12);
  });

  it('agrees with rotating to the world and back', () => {
    fc.assert(
      fc.property(unit, quaternion(), quaternion(), (gaze, head, eyeQ) => {
        const inEye = [0, 0, 0];
        gazeInEye(gaze, head, eyeQ, 0, inEye);
        const viaEye = rotate(eyeQ, inEye);
        const world = rotate(head, gaze);
        return Math.hypot(...world.map((v, i) => v - viaEye[i]!)) < 1e-9;
      }),
    );
  });
});

function quaternion() {
  const part = fc.double({ min: -1, max: 1, noNaN: true });
  return fc
    .tuple(part, part, part, part)
    .filter((q) => Math.hypot(...q) > 0.1)
    .map((q) => q.map((v) => v / Math.hypot(...q)));
}

/** Rotation by the matrix of a quaternion, a different route than the one under test. */
function rotate([x, y, z, w]: number[] | [number, number, number, number], v: number[]): number[] {
  const [a, b, c, d] = [x!, y!, z!, w!];
  const m = [
    [1 - 2 * (b * b + c * c), 2 * (a * b - c * d), 2 * (a * c + b * d)],
    [2 * (a * b + c * d), 1 - 2 * (a * a + c * c), 2 * (b * c - a * d)],
    [2 * (a * c - b * d), 2 * (b * c + a * d), 1 - 2 * (a * a + b * b)],
  ];
  return m.map((row) => row[0]! * v[0]! + row[1]! * v[1]! + row[2]! * v[2]!);
}
