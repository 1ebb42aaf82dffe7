/**
 * Direction through a point of the picture, in the space of the camera that took it.
 *
 * @param out (3) receives the unit vector.
 * @param u 0..1 from the left edge. @param v 0..1 from the top edge.
 * @param projection perspective matrix, 4 × 4, column-major; may be off-centre.
 */
export function unproject(
  out: Float32Array | Float64Array,
  u: number,
  v: number,
  projection: ArrayLike<number>,
): void {
  const x = (2 * u - 1 + projection[8]!) / projection[0]!;
  const y = (1 - 2 * v + projection[9]!) / projection[5]!;
  const scale = 1 / Math.hypot(x, y, 1);
  out[0] = x * scale;
  out[1] = y * scale;
  out[2] = -scale;
}
