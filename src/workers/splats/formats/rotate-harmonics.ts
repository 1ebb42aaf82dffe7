import { shRestCount } from './raw-splats.ts';

/**
 * Real spherical harmonics of degrees 1 to 3 of a unit direction, in the order, with the signs and the norm of 3D Gaussian
 * splatting (Kerbl et al. 2023): orthonormal on the sphere.
 */
const BASIS: readonly ((x: number, y: number, z: number) => number)[] = [
  (_x, y) => -0.4886025119029199 * y,
  (_x, _y, z) => 0.4886025119029199 * z,
  (x) => -0.4886025119029199 * x,
  (x, y) => 1.0925484305920792 * x * y,
  (_x, y, z) => -1.0925484305920792 * y * z,
  (x, y, z) => 0.31539156525252005 * (2 * z * z - x * x - y * y),
  (x, _y, z) => -1.0925484305920792 * x * z,
  (x, y) => 0.5462742152960396 * (x * x - y * y),
  (x, y) => -0.5900435899266435 * y * (3 * x * x - y * y),
  (x, y, z) => 2.890611442640554 * x * y * z,
  (x, y, z) => -0.4570457994644658 * y * (4 * z * z - x * x - y * y),
  (x, y, z) => 0.3731763325901154 * z * (2 * z * z - 3 * x * x - 3 * y * y),
  (x, y, z) => -0.4570457994644658 * x * (4 * z * z - x * x - y * y),
  (x, y, z) => 1.445305721320277 * z * (x * x - y * y),
  (x, y) => -0.5900435899266435 * x * (x * x - 3 * y * y),
];

/** Nodes and weights of Gauss-Legendre quadrature with four points on -1..1, exact to degree 7. */
const GAUSS = [
  [-0.8611363115940526, 0.34785484513745385],
  [-0.33998104358485626, 0.6521451548625461],
  [0.33998104358485626, 0.6521451548625461],
  [0.8611363115940526, 0.34785484513745385],
] as const;
/** Points around the axis; exact to degree 7. */
const AROUND = 8;

/** A product of two harmonics has degree 6 at most, which these directions x, y, z and weights integrate exactly. */
const SPHERE: readonly (readonly [number, number, number, number])[] = GAUSS.flatMap(([z, weight]) =>
  Array.from({ length: AROUND }, (_, k) => {
    const angle = (2 * Math.PI * (k + 0.5)) / AROUND;
    const radius = Math.sqrt(1 - z * z);
    return [radius * Math.cos(angle), radius * Math.sin(angle), z, (weight * 2 * Math.PI) / AROUND] as const;
  }),
);

/**
 * Matrix (2l+1, 2l+1), row-major, that turns coefficients of one degree l: entry i, j is the integral over the sphere of
 * harmonic i at the turned direction times harmonic j.
 */
function degreeMatrix(degree: number, rotation: ArrayLike<number>): Float64Array {
  const size = 2 * degree + 1;
  const first = degree * degree - 1;
  const matrix = new Float64Array(size * size);
  for (const [x, y, z, weight] of SPHERE) {
    const turnedX = rotation[0]! * x + rotation[1]! * y + rotation[2]! * z;
    const turnedY = rotation[3]! * x + rotation[4]! * y + rotation[5]! * z;
    const turnedZ = rotation[6]! * x + rotation[7]! * y + rotation[8]! * z;
    for (let i = 0; i < size; i++) {
      const value = weight * BASIS[first + i]!(turnedX, turnedY, turnedZ);
      for (let j = 0; j < size; j++) matrix[i * size + j]! += value * BASIS[first + j]!(x, y, z);
    }
  }
  // Rounding must not leak one coefficient into another where the turn merely swaps or negates them.
  return matrix.map((value) => (Math.abs(value - Math.round(value)) < 1e-12 ? Math.round(value) : value));
}

/**
 * Harmonics of splats after their scene was turned: what was seen from a direction is seen from the turned direction.
 * @param shRest coefficients of degrees 1 and up, (count, coefficients, rgb), basis of 3D Gaussian splatting; only read
 * @param rotation 3 × 3, row-major, proper (orthonormal, determinant 1)
 */
export function rotateHarmonics(
  shRest: Float32Array,
  degree: 0 | 1 | 2 | 3,
  rotation: ArrayLike<number>,
): Float32Array {
  const turned = new Float32Array(shRest.length);
  const stride = shRestCount(degree) * 3;
  for (let l = 1; l <= degree; l++) {
    const matrix = degreeMatrix(l, rotation);
    const size = 2 * l + 1;
    const first = (l * l - 1) * 3;
    for (let base = first; base < shRest.length; base += stride) {
      for (let i = 0; i < size; i++) {
        let red = 0;
        let green = 0;
        let blue = 0;
        for (let j = 0; j < size; j++) {
          const factor = matrix[i * size + j]!;
          if (factor === 0) continue;
          const at = base + 3 * j;
          red += factor * shRest[at]!;
          green += factor * shRest[at + 1]!;
          blue += factor * shRest[at + 2]!;
        }
        const to = base + 3 * i;
        turned[to] = red;
        turned[to + 1] = green;
        turned[to + 2] = blue;
      }
    }
  }
  return turned;
}
