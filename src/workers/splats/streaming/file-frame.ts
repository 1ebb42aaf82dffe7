import type { UpAxis } from '../formats/raw-splats.ts';

type Vec3 = readonly [number, number, number];

/**
 * A place in y-up metres as the file's own frame and units have it: the inverse of how a scene is placed.
 * @param up which way is up in the file
 */
export function toFileFrame([x, y, z]: Vec3, up: UpAxis, metresPerUnit: number): [number, number, number] {
  const [a, b, c] = [x / metresPerUnit, y / metresPerUnit, z / metresPerUnit];
  switch (up) {
    case 'y-up':
      return [a, b, c];
    case 'y-down':
      return [a, -b, -c];
    case 'z-up':
      return [a, -c, b];
    case 'z-down':
      return [a, c, -b];
  }
}
