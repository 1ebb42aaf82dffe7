/** out[offset..] = v rotated by the unit quaternion q (x, y, z, w). */
export function rotateInto(
  out: Float32Array,
  offset: number,
  v: ArrayLike<number>,
  q: ArrayLike<number>,
): void {
  const x = v[0]!;
  const y = v[1]!;
  const z = v[2]!;
  const qx = q[0]!;
  const qy = q[1]!;
  const qz = q[2]!;
  const qw = q[3]!;
  const tx = 2 * (qy * z - qz * y);
  const ty = 2 * (qz * x - qx * z);
  const tz = 2 * (qx * y - qy * x);
  out[offset] = x + qw * tx + (qy * tz - qz * ty);
  out[offset + 1] = y + qw * ty + (qz * tx - qx * tz);
  out[offset + 2] = z + qw * tz + (qx * ty - qy * tx);
}
