/** Sweeps of rotations; three columns are orthogonal to double precision after about six. */
const MAX_SWEEPS = 24;

/**
 * Turns the columns of a 3 × 3 matrix L among each other until they are orthogonal: L Lᵀ stays as it is, so the columns
 * become the principal half axes of the ellipsoid that L makes of the unit ball (one-sided Jacobi, Hestenes 1958).
 * @param columns column-major, changed in place
 */
export function orthogonalizeColumns(columns: Float64Array): void {
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    let turned = false;
    for (let p = 0; p < 6; p += 3) {
      for (let q = p + 3; q < 9; q += 3) turned = turnPair(columns, p, q) || turned;
    }
    if (!turned) return;
  }
}

function turnPair(m: Float64Array, p: number, q: number): boolean {
  const pp = m[p]! * m[p]! + m[p + 1]! * m[p + 1]! + m[p + 2]! * m[p + 2]!;
  const qq = m[q]! * m[q]! + m[q + 1]! * m[q + 1]! + m[q + 2]! * m[q + 2]!;
  const pq = m[p]! * m[q]! + m[p + 1]! * m[q + 1]! + m[p + 2]! * m[q + 2]!;
  // Not “>”: columns that are not finite must end the sweeps.
  if (!(Math.abs(pq) > 1e-15 * Math.sqrt(pp * qq))) return false;
  const zeta = (qq - pp) / (2 * pq);
  const tangent = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
  const cosine = 1 / Math.sqrt(1 + tangent * tangent);
  const sine = cosine * tangent;
  for (let k = 0; k < 3; k++) {
    const value = m[p + k]!;
    m[p + k] = cosine * value - sine * m[q + k]!;
    m[q + k] = sine * value + cosine * m[q + k]!;
  }
  return true;
}

/**
 * Splits orthogonal columns into lengths and a proper rotation; columns without length get the directions that are left.
 * @param columns column-major, becomes the rotation
 * @param lengths receives three
 */
export function splitColumns(columns: Float64Array, lengths: Float64Array): void {
  let missing = -1;
  let missingCount = 0;
  let largest = 0;
  for (let k = 0; k < 3; k++) {
    lengths[k] = Math.hypot(columns[k * 3]!, columns[k * 3 + 1]!, columns[k * 3 + 2]!);
    largest = Math.max(largest, lengths[k]!);
  }
  for (let k = 0; k < 3; k++) {
    if (lengths[k]! > largest * 1e-12) {
      for (let row = 0; row < 3; row++) columns[k * 3 + row] = columns[k * 3 + row]! / lengths[k]!;
    } else {
      missing = k;
      missingCount++;
    }
  }
  if (missingCount === 3) columns.set([1, 0, 0, 0, 1, 0, 0, 0, 1]);
  else if (missingCount === 2) completePair(columns, lengths, largest);
  // The third column of a proper rotation is the product of the other two, whatever its sign was.
  const last = missing < 0 || missingCount !== 1 ? 2 : missing;
  if (missingCount !== 3) setCross(columns, last);
}

/** Gives the column behind the only one with a length any direction across it. */
function completePair(columns: Float64Array, lengths: Float64Array, largest: number): void {
  const only = lengths.findIndex((length) => length > largest * 1e-12);
  const [x, y, z] = [columns[only * 3]!, columns[only * 3 + 1]!, columns[only * 3 + 2]!];
  const across = Math.abs(x) < 0.8 ? [0, z, -y] : [-z, 0, x];
  const norm = Math.hypot(...across);
  const next = (only + 1) % 3;
  for (let row = 0; row < 3; row++) columns[next * 3 + row] = across[row]! / norm;
  setCross(columns, (only + 2) % 3);
}

function setCross(columns: Float64Array, k: number): void {
  const a = ((k + 1) % 3) * 3;
  const b = ((k + 2) % 3) * 3;
  const to = k * 3;
  const x = columns[a + 1]! * columns[b + 2]! - columns[a + 2]! * columns[b + 1]!;
  const y = columns[a + 2]! * columns[b]! - columns[a]! * columns[b + 2]!;
  const z = columns[a]! * columns[b + 1]! - columns[a + 1]! * columns[b]!;
  columns[to] = x;
  columns[to + 1] = y;
  columns[to + 2] = z;
}

/**
 * Writes the unit quaternion x, y, z, w of a rotation given by columns.
 * @param columns column-major, proper rotation
 */
export function writeQuaternion(columns: Float64Array, out: Float32Array | Float64Array, at: number): void {
  const [m00, m10, m20, m01, m11, m21, m02, m12, m22] = columns as unknown as number[];
  const squares = [
    1 + m00! - m11! - m22!,
    1 - m00! + m11! - m22!,
    1 - m00! - m11! + m22!,
    1 + m00! + m11! + m22!,
  ];
  const place = squares.indexOf(Math.max(...squares));
  const twice = Math.sqrt(Math.max(squares[place]!, 0)) || 1;
  const sums = [
    [squares[0]!, m10! + m01!, m20! + m02!, m21! - m12!],
    [m10! + m01!, squares[1]!, m21! + m12!, m02! - m20!],
    [m20! + m02!, m21! + m12!, squares[2]!, m10! - m01!],
    [m21! - m12!, m02! - m20!, m10! - m01!, squares[3]!],
  ][place < 0 ? 3 : place]!;
  for (let k = 0; k < 4; k++) out[at + k] = sums[k]! / (2 * twice);
}
