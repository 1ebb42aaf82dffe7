import { describe, expect, it } from 'vitest';
import { rotateHarmonics } from './rotate-harmonics.ts';
import { evaluateHarmonics } from './testing/evaluate-harmonics.ts';
import { seededRandom, syntheticSplats } from './testing/synthetic-splats.ts';

/** Row-major matrix of a random rotation, from a random unit quaternion. */
function randomRotation(random: () => number): number[] {
  const q = [0, 0, 0, 0].map(() => random() - 0.5);
  const norm = Math.hypot(...q);
  const [x, y, z, w] = q.map((value) => value / norm) as [number, number, number, number];
  return [
    ...[1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
    ...[2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
    ...[2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
  ];
}

const transposed = (m: readonly number[]) => [0, 3, 6, 1, 4, 7, 2, 5, 8].map((k) => m[k]!);

const applied = (m: readonly number[], d: readonly number[]) =>
  [0, 3, 6].map((row) => m[row]! * d[0]! + m[row + 1]! * d[1]! + m[row + 2]! * d[2]!);

function randomDirection(random: () => number): number[] {
  const d = [random() - 0.5, random() - 0.5, random() - 0.5];
  const norm = Math.hypot(...d);
  return d.map((value) => value / norm);
}

describe.each([1, 2, 3] as const)('rotateHarmonics of degree %i', (degree) => {
  const coefficients = (degree + 1) ** 2 - 1;

  it('shows from turned directions what was seen before', () => {
    const random = seededRandom(degree);
    for (let turn = 0; turn < 20; turn++) {
      const { shRest } = syntheticSplats(1, degree, 'y-up', 100 + turn);
      const rotation = randomRotation(random);
      const turned = rotateHarmonics(shRest!, degree, rotation);
      for (let n = 0; n < 20; n++) {
        const direction = randomDirection(random);
        for (let rgb = 0; rgb < 3; rgb++) {
          const expected = evaluateHarmonics(shRest!, coefficients, rgb, direction);
          const found = evaluateHarmonics(turned, coefficients, rgb, applied(rotation, direction));
          expect(found).toBeCloseTo(expected, 5);
        }
      }
    }
  });

  it('is undone by the inverse turn, splat by splat', () => {
    const { shRest } = syntheticSplats(40, degree, 'y-up', 7);
    const rotation = randomRotation(seededRandom(8));
    const turned = rotateHarmonics(shRest!, degree, rotation);
    const back = rotateHarmonics(turned, degree, transposed(rotation));
    expect(Math.max(...back.map((value, k) => Math.abs(value - shRest![k]!)))).toBeLessThan(1e-6);
    expect(Math.max(...turned.map((value, k) => Math.abs(value - shRest![k]!)))).toBeGreaterThan(0.1);
  });

  it('keeps every bit in half turns made twice and in no turn', () => {
    const { shRest } = syntheticSplats(10, degree, 'y-up', 9);
    const half = [-1, 0, 0, 0, 1, 0, 0, 0, -1];
    expect(rotateHarmonics(rotateHarmonics(shRest!, degree, half), degree, half)).toEqual(shRest);
    expect(rotateHarmonics(shRest!, degree, [1, 0, 0, 0, 1, 0, 0, 0, 1])).toEqual(shRest);
  });
});

describe('rotateHarmonics', () => {
  it('takes degree 0, which has nothing to turn', () => {
    expect(rotateHarmonics(new Float32Array(0), 0, [1, 0, 0, 0, 1, 0, 0, 0, 1])).toHaveLength(0);
  });
});
