/** Real spherical harmonics of degrees 1 to 3 as 3D Gaussian splatting evaluates them, 15 values for a unit direction. */
export function harmonics(x: number, y: number, z: number): number[] {
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

/**
 * What a splat's harmonics above degree 0 add to one channel.
 * @param shRest coefficients of the first splat, (coefficients, rgb)
 * @param direction unit vector
 */
export function evaluateHarmonics(
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
