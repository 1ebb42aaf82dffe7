import { TILE_SIZE } from './quad-passes.ts';

/** An eye image: pixels, and tangents of the half angles, all positive for an ordinary frustum. */
export interface EyeGeometry {
  readonly left: number;
  readonly right: number;
  readonly up: number;
  readonly down: number;
  readonly width: number;
  readonly height: number;
}

export type Vec3Like = ArrayLike<number>;
export type MutableVec3 = Float32Array | Float64Array | number[];

/** Where every tile of an eye image lies on the sphere around the eye. Depends on the geometry only. */
export interface TileDirections {
  readonly columns: number;
  readonly rows: number;
  readonly count: number;
  /** Unit directions of the tile centres in eye space (x right, y up, looking along -z), (count, 3). */
  readonly centres: Float32Array;
  /**
   * Cosine and sine of the tile's angular radius: the largest angle from its centre to one of its corners, (count).
   * A tile is smaller than a hemisphere, so the cap of that radius holds all of it.
   */
  readonly cosRadius: Float32Array;
  readonly sinRadius: Float32Array;
}

const DEGREES = 180 / Math.PI;

/** Writes the unit direction of image point (x, y) in pixels: pixel centres are at +0.5, row 0 is on top. */
export function directionOfPixel(eye: EyeGeometry, x: number, y: number, out: MutableVec3): void {
  const dx = -eye.left + (x / eye.width) * (eye.left + eye.right);
  const dy = eye.up - (y / eye.height) * (eye.up + eye.down);
  const scale = 1 / Math.sqrt(dx * dx + dy * dy + 1);
  out[0] = dx * scale;
  out[1] = dy * scale;
  out[2] = -scale;
}

/**
 * Image point in pixels that a direction in eye space falls on, possibly outside the image.
 * @returns false, leaving `out` alone, when the direction does not point forwards
 */
export function pixelOfDirection(eye: EyeGeometry, direction: Vec3Like, out: MutableVec3): boolean {
  const depth = -direction[2]!;
  if (!(depth > 1e-6)) return false;
  out[0] = ((direction[0]! / depth + eye.left) / (eye.left + eye.right)) * eye.width;
  out[1] = ((eye.up - direction[1]! / depth) / (eye.up + eye.down)) * eye.height;
  return true;
}

/** Builds the table for a geometry. Allocates: call when the geometry changes, never per frame. */
export function tileDirections(eye: EyeGeometry, tileSize: number = TILE_SIZE): TileDirections {
  const columns = Math.ceil(eye.width / tileSize);
  const rows = Math.ceil(eye.height / tileSize);
  const count = columns * rows;
  const centres = new Float32Array(3 * count);
  const cosRadius = new Float32Array(count);
  const sinRadius = new Float32Array(count);
  const centre = [0, 0, 0];
  const corner = [0, 0, 0];
  for (let tile = 0; tile < count; tile++) {
    const x0 = (tile % columns) * tileSize;
    const y0 = Math.floor(tile / columns) * tileSize;
    const x1 = Math.min(x0 + tileSize, eye.width);
    const y1 = Math.min(y0 + tileSize, eye.height);
    directionOfPixel(eye, (x0 + x1) / 2, (y0 + y1) / 2, centre);
    let radius = 0;
    for (let k = 0; k < 4; k++) {
      directionOfPixel(eye, k & 1 ? x1 : x0, k & 2 ? y1 : y0, corner);
      radius = Math.max(radius, angleBetweenDeg(centre, corner) / DEGREES);
    }
    centres.set(centre, 3 * tile);
    cosRadius[tile] = Math.cos(radius);
    sinRadius[tile] = Math.sin(radius);
  }
  return { columns, rows, count, centres, cosRadius, sinRadius };
}

/** Whether two geometries give the same table. */
export function sameEyeGeometry(a: EyeGeometry, b: EyeGeometry): boolean {
  return (
    a.left === b.left &&
    a.right === b.right &&
    a.up === b.up &&
    a.down === b.down &&
    a.width === b.width &&
    a.height === b.height
  );
}

/** Angle between two unit directions, degrees; exact for small angles, where acos of the dot product is not. */
export function angleBetweenDeg(a: Vec3Like, b: Vec3Like): number {
  const cx = a[1]! * b[2]! - a[2]! * b[1]!;
  const cy = a[2]! * b[0]! - a[0]! * b[2]!;
  const cz = a[0]! * b[1]! - a[1]! * b[0]!;
  const dot = a[0]! * b[0]! + a[1]! * b[1]! + a[2]! * b[2]!;
  return Math.atan2(Math.sqrt(cx * cx + cy * cy + cz * cz), dot) * DEGREES;
}

/** Which angle stands for a tile: of its centre (the paper), or a bound on its nearest or farthest point. */
export type TileAngle = 'centre' | 'nearest' | 'farthest';

/**
 * Angle between gaze and tile, degrees. `nearest` never exceeds and `farthest` never falls below the true angle of any
 * point of the tile; both follow from the tile's bounding cap.
 * @param gaze unit direction in eye space
 */
export function tileEccentricityDeg(
  tiles: TileDirections,
  tile: number,
  gaze: Vec3Like,
  which: TileAngle = 'centre',
): number {
  const at = 3 * tile;
  const x = tiles.centres[at]!;
  const y = tiles.centres[at + 1]!;
  const z = tiles.centres[at + 2]!;
  const dot = x * gaze[0]! + y * gaze[1]! + z * gaze[2]!;
  const angle = Math.acos(Math.min(1, Math.max(-1, dot))) * DEGREES;
  if (which === 'centre') return angle;
  const radius = Math.atan2(tiles.sinRadius[tile]!, tiles.cosRadius[tile]!) * DEGREES;
  return which === 'nearest' ? Math.max(0, angle - radius) : Math.min(180, angle + radius);
}

/**
 * Writes the gaze of viewer (head) space in the space of one eye. Both orientations are unit quaternions x, y, z, w in
 * world space; `eyeOffset` is where the eye's quaternion starts in its array. Vergence is left out: the
 * direction is that of a point far away.
 */
export function gazeInEye(
  gaze: Vec3Like,
  headOrientation: ArrayLike<number>,
  eyeOrientation: ArrayLike<number>,
  eyeOffset: number,
  out: MutableVec3,
): void {
  const hx = headOrientation[0]!;
  const hy = headOrientation[1]!;
  const hz = headOrientation[2]!;
  const hw = headOrientation[3]!;
  const ex = -eyeOrientation[eyeOffset]!;
  const ey = -eyeOrientation[eyeOffset + 1]!;
  const ez = -eyeOrientation[eyeOffset + 2]!;
  const ew = eyeOrientation[eyeOffset + 3]!;
  // q = conjugate(eye) · head
  const qx = ew * hx + ex * hw + ey * hz - ez * hy;
  const qy = ew * hy - ex * hz + ey * hw + ez * hx;
  const qz = ew * hz + ex * hy - ey * hx + ez * hw;
  const qw = ew * hw - ex * hx - ey * hy - ez * hz;
  const x = gaze[0]!;
  const y = gaze[1]!;
  const z = gaze[2]!;
  const tx = 2 * (qy * z - qz * y);
  const ty = 2 * (qz * x - qx * z);
  const tz = 2 * (qx * y - qy * x);
  out[0] = x + qw * tx + qy * tz - qz * ty;
  out[1] = y + qw * ty + qz * tx - qx * tz;
  out[2] = z + qw * tz + qx * ty - qy * tx;
}
