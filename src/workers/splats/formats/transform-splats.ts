import { orthogonalizeColumns, splitColumns, writeQuaternion } from './principal-axes.ts';
import { shRestCount } from './raw-splats.ts';
import { rotateHarmonics } from './rotate-harmonics.ts';
import type { SplatArrays } from './splat-arrays.ts';

/** Deviation from equal, perpendicular columns that counts as rounding. */
const SIMILAR = 1e-6;

/**
 * Moves splats by an affine transform, in place: centres as points, ellipsoids as the transform maps them (stretched,
 * sheared and mirrored ones included), harmonics by its nearest rotation or reflection.
 * @param matrix column-major 4 × 4
 * @param first, end the splats that are moved
 */
export function transformSplats(
  arrays: SplatArrays,
  matrix: ArrayLike<number>,
  first = 0,
  end = arrays.count,
): void {
  const linear = Float64Array.of(...[0, 1, 2, 4, 5, 6, 8, 9, 10].map((k) => matrix[k]!));
  const { positions } = arrays;
  for (let i = first; i < end; i++) {
    const [x, y, z] = [positions[i * 3]!, positions[i * 3 + 1]!, positions[i * 3 + 2]!];
    for (let k = 0; k < 3; k++) {
      positions[i * 3 + k] = linear[k]! * x + linear[3 + k]! * y + linear[6 + k]! * z + matrix[12 + k]!;
    }
  }
  const scale = similarityScale(linear);
  if (scale > 0) turnEllipsoids(arrays, linear, scale, first, end);
  else mapEllipsoids(arrays, linear, first, end);
  if (arrays.shRest) {
    const turn = nearestRotation(linear);
    if (isIdentity(turn)) return;
    const stride = shRestCount(arrays.shDegree) * 3;
    const part = arrays.shRest.subarray(first * stride, end * stride);
    part.set(rotateHarmonics(part, arrays.shDegree, turn));
  }
}

/** Factor of a transform that keeps shapes, mirrored ones included; 0 of any other. */
function similarityScale(m: Float64Array): number {
  const dot = (a: number, b: number): number => m[a]! * m[b]! + m[a + 1]! * m[b + 1]! + m[a + 2]! * m[b + 2]!;
  const square = dot(0, 0);
  const off = Math.max(
    Math.abs(dot(3, 3) - square),
    Math.abs(dot(6, 6) - square),
    Math.abs(dot(0, 3)),
    Math.abs(dot(0, 6)),
    Math.abs(dot(3, 6)),
  );
  return off <= SIMILAR * square ? Math.sqrt(square) : 0;
}

function determinant(m: Float64Array): number {
  return (
    m[0]! * (m[4]! * m[8]! - m[5]! * m[7]!) -
    m[3]! * (m[1]! * m[8]! - m[2]! * m[7]!) +
    m[6]! * (m[1]! * m[5]! - m[2]! * m[4]!)
  );
}

/** Multiplies quaternions from the left; an ellipsoid is its own point reflection, so mirrors become turns. */
function turnEllipsoids(
  { scales, rotations }: SplatArrays,
  linear: Float64Array,
  scale: number,
  first: number,
  end: number,
): void {
  const factor = (determinant(linear) < 0 ? -1 : 1) / scale;
  const turn = new Float64Array(4);
  writeQuaternion(
    linear.map((value) => value * factor),
    turn,
    0,
  );
  const [ax, ay, az, aw] = turn as unknown as [number, number, number, number];
  for (let k = first * 3; k < end * 3; k++) scales[k] = scales[k]! * scale;
  for (let at = first * 4; at < end * 4; at += 4) {
    const x = rotations[at]!;
    const y = rotations[at + 1]!;
    const z = rotations[at + 2]!;
    const w = rotations[at + 3]!;
    rotations[at] = aw * x + ax * w + ay * z - az * y;
    rotations[at + 1] = aw * y - ax * z + ay * w + az * x;
    rotations[at + 2] = aw * z + ax * y - ay * x + az * w;
    rotations[at + 3] = aw * w - ax * x - ay * y - az * z;
  }
}

/** Scales and rotations anew from the half axes that the transform makes. */
function mapEllipsoids(
  { scales, rotations }: SplatArrays,
  linear: Float64Array,
  first: number,
  end: number,
): void {
  const axes = new Float64Array(9);
  const lengths = new Float64Array(3);
  for (let i = first; i < end; i++) {
    const [x, y, z, w] = rotations.subarray(i * 4, i * 4 + 4) as unknown as [number, number, number, number];
    const twice = 2 / (x * x + y * y + z * z + w * w || 1);
    const own = [
      [1 - twice * (y * y + z * z), twice * (x * y + w * z), twice * (x * z - w * y)],
      [twice * (x * y - w * z), 1 - twice * (x * x + z * z), twice * (y * z + w * x)],
      [twice * (x * z + w * y), twice * (y * z - w * x), 1 - twice * (x * x + y * y)],
    ];
    for (let k = 0; k < 3; k++) {
      const [ox, oy, oz] = own[k] as [number, number, number];
      const scale = scales[i * 3 + k]!;
      for (let row = 0; row < 3; row++) {
        axes[k * 3 + row] = scale * (linear[row]! * ox + linear[3 + row]! * oy + linear[6 + row]! * oz);
      }
    }
    orthogonalizeColumns(axes);
    splitColumns(axes, lengths);
    scales.set(lengths, i * 3);
    writeQuaternion(axes, rotations, i * 4);
  }
}

/** Orthogonal factor of the polar decomposition, row-major; the identity where it is not unique. */
function nearestRotation(linear: Float64Array): Float64Array {
  const identity = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
  const axes = linear.slice();
  orthogonalizeColumns(axes);
  const turn = new Float64Array(9);
  for (let k = 0; k < 9; k += 3) {
    const [x, y, z] = [axes[k]!, axes[k + 1]!, axes[k + 2]!];
    const length = Math.hypot(x, y, z);
    if (!(length > 1e-12 * Math.hypot(...linear))) return identity;
    // Σ over the axes of u uᵀ M / |u|³, with M = linear.
    for (let column = 0; column < 3; column++) {
      const at = column * 3;
      const along = (x * linear[at]! + y * linear[at + 1]! + z * linear[at + 2]!) / length ** 3;
      turn[column] = turn[column]! + x * along;
      turn[3 + column] = turn[3 + column]! + y * along;
      turn[6 + column] = turn[6 + column]! + z * along;
    }
  }
  return turn;
}

function isIdentity(turn: Float64Array): boolean {
  return turn.every((value, k) => Math.abs(value - (k % 4 === 0 ? 1 : 0)) < 1e-9);
}
