/** What of the surroundings of a frustum a list holds, so that a head that turns before the next one meets no holes, degrees. */
export const MARGIN_DEG = 12;
/** Part of that which is kept for a head that has moved a little since, degrees. */
export const RESERVE_DEG = 2;
/** No half angle is widened beyond this, degrees. */
const WIDEST_DEG = 85;

const RADIANS = Math.PI / 180;

/** Widens the tangents left, right, up, down of a frustum by `deg`. */
export function widenTangents(tangents: ArrayLike<number>, deg: number, out: Float64Array): void {
  for (let i = 0; i < 4; i++) {
    const tangent = tangents[i]!;
    const wide = Math.min(Math.atan(tangent) + deg * RADIANS, WIDEST_DEG * RADIANS);
    out[i] = Math.max(tangent, Math.tan(wide));
  }
}

const wide = new Float64Array(4);

/**
 * Whether the frustum of an eye lies in the widened one of an eye before, both at about the same place: a cone lies in a cone when
 * its corners do.
 * @param axes, before world-to-camera rows right, up, forward
 * @param tangents, tangentsBefore left, right, up, down
 */
export function marginCovers(
  axes: Float64Array,
  tangents: Float64Array,
  before: Float64Array,
  tangentsBefore: Float64Array,
): boolean {
  widenTangents(tangentsBefore, MARGIN_DEG - RESERVE_DEG, wide);
  for (let corner = 0; corner < 4; corner++) {
    const u = corner & 1 ? tangents[1]! : -tangents[0]!;
    const v = corner & 2 ? tangents[2]! : -tangents[3]!;
    const x = u * axes[0]! + v * axes[3]! + axes[6]!;
    const y = u * axes[1]! + v * axes[4]! + axes[7]!;
    const z = u * axes[2]! + v * axes[5]! + axes[8]!;
    const right = before[0]! * x + before[1]! * y + before[2]! * z;
    const up = before[3]! * x + before[4]! * y + before[5]! * z;
    const ahead = before[6]! * x + before[7]! * y + before[8]! * z;
    if (!(ahead > 0 && right <= wide[1]! * ahead && -right <= wide[0]! * ahead)) return false;
    if (!(up <= wide[2]! * ahead && -up <= wide[3]! * ahead)) return false;
  }
  return true;
}
