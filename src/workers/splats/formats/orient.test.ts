import { describe, expect, it } from 'vitest';
import { orient } from './orient.ts';
import { UP_AXES, type UpAxis } from './raw-splats.ts';
import { evaluateHarmonics } from './testing/evaluate-harmonics.ts';
import { differences, seededRandom, syntheticSplats } from './testing/synthetic-splats.ts';

type Vec3 = readonly [number, number, number];

/** Where each convention's axes end up, as signed components. */
const EXPECTED: Record<UpAxis, (v: Vec3) => Vec3> = {
  'y-up': (v) => v,
  'y-down': ([x, y, z]) => [x, -y, -z],
  'z-up': ([x, y, z]) => [x, z, -y],
  'z-down': ([x, y, z]) => [x, -z, y],
};

/** Variance of the first splat along a unit direction: how far its ellipsoid reaches. */
function variance(
  { rotations, scales }: { rotations: Float32Array; scales: Float32Array },
  [dx, dy, dz]: Vec3,
): number {
  const [x, y, z, w] = rotations as unknown as [number, number, number, number];
  const axes: readonly Vec3[] = [
    [1 - 2 * (y * y + z * z), 2 * (x * y + w * z), 2 * (x * z - w * y)],
    [2 * (x * y - w * z), 1 - 2 * (x * x + z * z), 2 * (y * z + w * x)],
    [2 * (x * z + w * y), 2 * (y * z - w * x), 1 - 2 * (x * x + y * y)],
  ];
  return axes.reduce(
    (sum, axis, k) => sum + ((axis[0] * dx + axis[1] * dy + axis[2] * dz) * scales[k]!) ** 2,
    0,
  );
}

function randomDirections(count: number): Vec3[] {
  const random = seededRandom(4);
  return Array.from({ length: count }, () => {
    const d = [random() - 0.5, random() - 0.5, random() - 0.5];
    const norm = Math.hypot(...d);
    return d.map((value) => value / norm) as unknown as Vec3;
  });
}

describe.each(UP_AXES)('orient from %s', (up) => {
  it.each([0, 1, 2, 3] as const)('turns a splat of degree %i as a whole', (degree) => {
    const raw = syntheticSplats(1, degree, up, degree + 1);
    const turned = orient(raw, 'auto');
    expect(turned.up).toBe('y-up');
    const [x, y, z] = EXPECTED[up](raw.positions as unknown as Vec3);
    expect([...turned.positions]).toEqual([x, y, z]);
    for (const before of randomDirections(30)) {
      const after = EXPECTED[up](before);
      expect(variance(turned, after)).toBeCloseTo(variance(raw, before), 6);
      for (let rgb = 0; rgb < 3 && degree > 0; rgb++) {
        const coefficients = (degree + 1) ** 2 - 1;
        const expected = evaluateHarmonics(raw.shRest!, coefficients, rgb, before);
        expect(evaluateHarmonics(turned.shRest!, coefficients, rgb, after)).toBeCloseTo(expected, 5);
      }
    }
  });

  it('leaves its input alone, and scenes with y up as they are', () => {
    const raw = syntheticSplats(2, 1, up);
    const copy = structuredClone(raw);
    const turned = orient(raw, 'auto');
    expect(raw).toEqual(copy);
    expect(orient(turned, 'auto')).toBe(turned);
  });

  it('heeds a choice against what the file says', () => {
    const raw = syntheticSplats(3, 2, up, 5);
    for (const choice of UP_AXES) expect(orient(raw, choice)).toEqual(orient({ ...raw, up: choice }, 'auto'));
  });
});

describe('orient', () => {
  it('is undone by the same half turn, and by the opposite quarter turn', () => {
    const raw = syntheticSplats(50, 3, 'y-down', 6);
    const twice = (first: UpAxis, second: UpAxis) => orient(orient(raw, first), second);
    expect(twice('y-down', 'y-down')).toEqual({ ...raw, up: 'y-up' });
    for (const found of [
      differences(twice('z-up', 'z-down'), raw),
      differences(twice('z-down', 'z-up'), raw),
    ]) {
      for (const worst of Object.values(found)) expect(worst).toBeLessThan(1e-6);
    }
  });
});
