/**
 * Real spherical harmonics in the order and with the signs of 3D Gaussian Splatting (Kerbl et al. 2023): degree l holds
 * m = -l..l, with the Condon-Shortley phase, as polynomials of a unit direction (x, y, z).
 */

const { PI, sqrt } = Math;

/** Value of the constant harmonic, 0.28209479. */
export const SH_C0 = sqrt(1 / (4 * PI));

const C1 = sqrt(3 / (4 * PI));
const C2_XY = sqrt(15 / PI) / 2;
const C2_ZZ = sqrt(5 / PI) / 4;
const C2_XX = sqrt(15 / PI) / 4;
const C3_3 = sqrt(35 / (2 * PI)) / 4;
const C3_XYZ = sqrt(105 / PI) / 2;
const C3_1 = sqrt(21 / (2 * PI)) / 4;
const C3_0 = sqrt(7 / PI) / 4;
const C3_2 = sqrt(105 / PI) / 4;

/** Number of harmonics up to a degree, the constant one included. */
export function shCount(degree: 0 | 1 | 2 | 3): number {
  return (degree + 1) * (degree + 1);
}

/** Writes the `shCount(degree)` harmonics of a unit direction to `out`. */
export function shBasis(degree: 0 | 1 | 2 | 3, x: number, y: number, z: number, out: Float64Array): void {
  out[0] = SH_C0;
  if (degree < 1) return;
  out[1] = -C1 * y;
  out[2] = C1 * z;
  out[3] = -C1 * x;
  if (degree < 2) return;
  const xx = x * x;
  const yy = y * y;
  const zz = z * z;
  out[4] = C2_XY * x * y;
  out[5] = -C2_XY * y * z;
  out[6] = C2_ZZ * (2 * zz - xx - yy);
  out[7] = -C2_XY * x * z;
  out[8] = C2_XX * (xx - yy);
  if (degree < 3) return;
  out[9] = -C3_3 * y * (3 * xx - yy);
  out[10] = C3_XYZ * x * y * z;
  out[11] = -C3_1 * y * (4 * zz - xx - yy);
  out[12] = C3_0 * z * (2 * zz - 3 * xx - 3 * yy);
  out[13] = -C3_1 * x * (4 * zz - xx - yy);
  out[14] = C3_2 * z * (xx - yy);
  out[15] = -C3_3 * x * (xx - 3 * yy);
}
