/** Row-major 3 × 3 rotation matrix of the unit quaternion x, y, z, w that starts at `offset`. */
export function rotationMatrix(quaternions: ArrayLike<number>, offset = 0): Float64Array {
  const x = quaternions[offset]!;
  const y = quaternions[offset + 1]!;
  const z = quaternions[offset + 2]!;
  const w = quaternions[offset + 3]!;
  return Float64Array.of(
    1 - 2 * (y * y + z * z),
    2 * (x * y - w * z),
    2 * (x * z + w * y),
    2 * (x * y + w * z),
    1 - 2 * (x * x + z * z),
    2 * (y * z - w * x),
    2 * (x * z - w * y),
    2 * (y * z + w * x),
    1 - 2 * (x * x + y * y),
  );
}
