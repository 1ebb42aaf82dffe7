const MAX_HALF_ANGLE = (85 * Math.PI) / 180;

function widen(tangent: number, marginRad: number): number {
  return Math.tan(Math.min(Math.atan(tangent) + marginRad, MAX_HALF_ANGLE));
}

/**
 * Tangents of the half angles left, right, up, down of a perspective projection, each widened by `marginRad`.
 * @param projection column-major 4 × 4 matrix, as in three.
 */
export function writeTangents(
  projection: ArrayLike<number>,
  marginRad: number,
  out: Float32Array,
  offset: number,
): void {
  const sx = projection[0]!;
  const sy = projection[5]!;
  const cx = projection[8]!;
  const cy = projection[9]!;
  out[offset] = widen((1 - cx) / sx, marginRad);
  out[offset + 1] = widen((1 + cx) / sx, marginRad);
  out[offset + 2] = widen((1 + cy) / sy, marginRad);
  out[offset + 3] = widen((1 - cy) / sy, marginRad);
}

/**
 * What the display's vertex shader needs to turn clip coordinates into a view ray (x, y, -1):
 * x = ndc.x · out[0] + out[2], y = ndc.y · out[1] + out[3].
 */
export function writeRayTerms(projection: ArrayLike<number>, out: { set(...v: number[]): unknown }): void {
  const sx = projection[0]!;
  const sy = projection[5]!;
  out.set(1 / sx, 1 / sy, projection[8]! / sx, projection[9]! / sy);
}

/** Even numbers of pixels for one eye picture, square pixels at the centre of the view, at most `limit` a side. */
export function writePictureSize(
  width: number,
  tangents: ArrayLike<number>,
  limit: number,
  out: { width: number; height: number },
): void {
  const aspect = (tangents[2]! + tangents[3]!) / (tangents[0]! + tangents[1]!);
  const w = Math.min(Math.max(width, 64), limit, limit / aspect);
  out.width = Math.max(2, Math.round(w / 2) * 2);
  out.height = Math.max(2, Math.round((w * aspect) / 2) * 2);
}
