import { type RawSplats, shRestCount } from './raw-splats.ts';

/**
 * Signs of the real spherical harmonics above degree 0, in the order and with the basis of 3D Gaussian splatting
 * (Kerbl et al. 2023), when y and z of the direction change sign: each basis function is a polynomial that is either
 * even or odd in (y, z) together.
 */
const HALF_TURN_SIGNS = [
  -1,
  -1,
  1, // y, z, x
  -1,
  1,
  1,
  -1,
  1, // xy, yz, 2z²-x²-y², xz, x²-y²
  -1,
  1,
  -1,
  -1,
  1,
  -1,
  1, // y(3x²-y²), xyz, y(4z²-x²-y²), z(2z²-3x²-3y²), x(4z²-x²-y²), z(x²-y²), x(x²-3y²)
] as const;

/**
 * The same splats with y up: a half turn about x where the file has y down, the value itself otherwise.
 * The quaternion is conjugated by the half turn, which describes the same ellipsoid as a product from the left because
 * an ellipsoid is symmetric in its own axes.
 */
export function toYUp(raw: RawSplats): RawSplats {
  if (raw.up === 'y-up') return raw;
  const positions = raw.positions.slice();
  const rotations = raw.rotations.slice();
  for (let i = 0; i < raw.count; i++) {
    positions[i * 3 + 1] = -positions[i * 3 + 1]!;
    positions[i * 3 + 2] = -positions[i * 3 + 2]!;
    rotations[i * 4 + 1] = -rotations[i * 4 + 1]!;
    rotations[i * 4 + 2] = -rotations[i * 4 + 2]!;
  }
  return {
    ...raw,
    positions,
    rotations,
    shRest: raw.shRest && turnHarmonics(raw.shRest, raw.shDegree),
    up: 'y-up',
  };
}

/** Harmonics (count, coefficients, rgb) after the half turn about x. */
function turnHarmonics(shRest: Float32Array, degree: RawSplats['shDegree']): Float32Array {
  const turned = new Float32Array(shRest.length);
  const stride = shRestCount(degree) * 3;
  for (let base = 0; base < shRest.length; base += stride) {
    for (let k = 0; k < stride; k++) turned[base + k] = shRest[base + k]! * HALF_TURN_SIGNS[(k / 3) | 0]!;
  }
  return turned;
}
