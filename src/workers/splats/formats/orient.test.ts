import { describe, expect, it } from 'vitest';
import { toYUp } from './orient.ts';
import { seededRandom, syntheticSplats } from './testing/synthetic-splats.ts';

/** Real spherical harmonics of degrees 1 to 3 as 3D Gaussian splatting evaluates them, 15 values for a unit direction. */
function harmonics(x: number, y: number, z: number): number[] {
  return [
    -0.4886025119029199 * y,
    0.4886025119029199 * z,
    -0.4886025119029199 * x,
    1.0925484305920792 * x * y,
    -1.0925484305920792 * y * z,
    0.31539156525252005 * (2 * z * z - x * x - y * y),
    -1.0925484305920792 * x * z,
    0.5462742152960396 * (x * x - y * y),
    -0.5900435899266435 * y * (3 * x * x - y * y),
    2.890611442640554 * x * y * z,
    -0.4570457994644658 * y * (4 * z * z - x * x - y * y),
    0.3731763325901154 * z * (2 * z * z - 3 * x * x - 3 * y * y),
    -0.4570457994644658 * x * (4 * z * z - x * x - y * y),
    1.445305721320277 * z * (x * x - y * y),
    -0.5900435899266435 * x * (x * x - 3 * y * y),
  ];
}

function evaluate(
  shRest: Float32Array,
  coefficients: number,
  rgb: number,
  direction: readonly number[],
): number {
  const basis = harmonics(direction[0]!, direction[1]!, direction[2]!);
  let sum = 0;
  for (let k = 0; k < coefficients; k++) sum += basis[k]! * shRest[k * 3 + rgb]!;
  return sum;
}

/** Covariance R S² Rᵀ of the first splat, row by row. */
function covariance({ rotations, scales }: { rotations: Float32Array; scales: Float32Array }): number[] {
  const [x, y, z, w] = rotations as unknown as [number, number, number, number];
  const r = [
    [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
    [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
    [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
  ];
  return r.flatMap((a) =>
    r.map((b) => a.reduce((sum, value, k) => sum + value * b[k]! * scales[k]! ** 2, 0)),
  );
}

describe('toYUp', () => {
  it.each([1, 2, 3] as const)(
    'turned harmonics of degree %i look the same from turned directions',
    (degree) => {
      const raw = syntheticSplats(1, degree, 'y-down', degree);
      const turned = toYUp(raw);
      const coefficients = (degree + 1) ** 2 - 1;
      const random = seededRandom(4);
      for (let n = 0; n < 50; n++) {
        const d = [random() - 0.5, random() - 0.5, random() - 0.5];
        const norm = Math.hypot(...d);
        const before = d.map((value) => value / norm);
        const after = [before[0]!, -before[1]!, -before[2]!];
        for (let rgb = 0; rgb < 3; rgb++) {
          const expected = evaluate(raw.shRest!, coefficients, rgb, before);
          expect(evaluate(turned.shRest!, coefficients, rgb, after)).toBeCloseTo(expected, 5);
        }
      }
    },
  );

  it('turns centres and covariances half a turn about x', () => {
    const raw = syntheticSplats(1, 0, 'y-down', 7);
    const turned = toYUp(raw);
    const [x, y, z] = raw.positions;
    expect([...turned.positions]).toEqual([x, -y!, -z!]);
    const signs = [1, -1, -1, -1, 1, 1, -1, 1, 1];
    const expected = covariance(raw).map((value, k) => value * signs[k]!);
    covariance(turned).forEach((value, k) => {
      expect(value).toBeCloseTo(expected[k]!, 6);
    });
    expect(turned.up).toBe('y-up');
  });

  it('leaves its input and scenes with y up alone', () => {
    const raw = syntheticSplats(2, 1, 'y-down');
    const copy = structuredClone(raw);
    const turned = toYUp(raw);
    expect(raw).toEqual(copy);
    expect(toYUp(turned)).toBe(turned);
  });
});
