import { expect, test } from 'vitest';
import { eyeRandom } from './eye-random.ts';
import { mirrorPoint, refractionPoint } from './sphere-optics.ts';
import { addScaled, cross, dot, normalize, subtract, type Vec3 } from './vector.ts';

const length = (a: Vec3) => Math.hypot(...a);

/** Moves a point over a sphere until a path through it is shortest (Fermat), by ever smaller steps on two tangents. */
function shortest(path: (point: Vec3) => number, centre: Vec3, radius: number, start: Vec3): Vec3 {
  let normal = normalize(subtract(start, centre));
  let step = 0.3;
  const on = (n: Vec3) => addScaled(centre, n, radius);
  while (step > 1e-8) {
    const side = normalize(cross(normal, Math.abs(normal[0]) < 0.9 ? [1, 0, 0] : [0, 1, 0]));
    const other = cross(normal, side);
    const tries = [
      [side, step],
      [side, -step],
      [other, step],
      [other, -step],
    ] as const;
    const better = tries
      .map(([along, by]) => normalize(addScaled(normal, along, by)))
      .find((n) => path(on(n)) < path(on(normal)));
    if (better) normal = better;
    else step /= 2;
  }
  return on(normal);
}

test('mirror points make the way from light to viewer shortest', () => {
  const random = eyeRandom(1, 60);
  for (let i = 0; i < 20; i++) {
    const centre: Vec3 = [random.range(-2, 2), random.range(-2, 2), random.range(-2, 2)];
    const viewer: Vec3 = [random.range(-12, 12), random.range(-12, 12), -40];
    const light: Vec3 = [random.range(-17, 17), random.range(-17, 17), -37];
    const path = (p: Vec3) => length(subtract(p, viewer)) + length(subtract(p, light));
    const found = shortest(path, centre, 7.8, addScaled(centre, [0, 0, -1], 7.8));
    expect(length(subtract(mirrorPoint(viewer, centre, 7.8, light), found))).toBeLessThan(1e-3);
  }
});

test('mirror points lie on the sphere with equal angles', () => {
  const viewer: Vec3 = [5, -12, -40];
  const light: Vec3 = [-15, 6, -37];
  const point = mirrorPoint(viewer, [0, 0, -5], 7.8, light);
  const normal = normalize(subtract(point, [0, 0, -5]));
  expect(length(subtract(point, [0, 0, -5]))).toBeCloseTo(7.8, 10);
  const inward = dot(normal, normalize(subtract(viewer, point)));
  expect(inward).toBeCloseTo(dot(normal, normalize(subtract(light, point))), 8);
});

test("rays that are bent keep Snell's law and reach the point", () => {
  const random = eyeRandom(2, 61);
  for (let i = 0; i < 50; i++) {
    const viewer: Vec3 = [random.range(-15, 15), random.range(-15, 15), -40];
    const inside: Vec3 = [random.range(-4, 4), random.range(-4, 4), -5];
    const point = refractionPoint(viewer, [0, 0, 0], 7.8, inside, 1.3375);
    const normal = normalize(point);
    const incoming = normalize(subtract(point, viewer));
    // The direction after the surface, by Snell's law in vector form.
    const facing = -dot(incoming, normal);
    const eta = 1 / 1.3375;
    const bend = eta * facing - Math.sqrt(1 - eta * eta * (1 - facing * facing));
    const bent: Vec3 = [
      eta * incoming[0] + bend * normal[0],
      eta * incoming[1] + bend * normal[1],
      eta * incoming[2] + bend * normal[2],
    ];
    const to = subtract(inside, point);
    expect(length(cross(bent, to)) / length(bent)).toBeLessThan(1e-6);
  }
});

test('what lies behind the middle is seen straight', () => {
  const point = refractionPoint([0, 0, -40], [0, 0, 0], 7.8, [0, 0, -5], 1.3375);
  expect(point).toEqual([0, 0, -7.8]);
});
