/** Weights of the coarse samples: 0.1, 0.8, 0.1 where a fine sample lies on one, 0.5 and 0.5 between two. */
const SIDE = 0.1;
const MIDDLE = 0.8;

/**
 * Row `y` of a picture expanded from the next coarser level of a Gaussian pyramid. Beyond its edges the coarse picture goes on
 * with its edge samples.
 * @param coarse (ceil(height / 2), ceil(width / 2)) @param mixed scratch, (ceil(width / 2)) @param to (width)
 */
export function expandRow(
  coarse: Float32Array,
  width: number,
  height: number,
  y: number,
  mixed: Float32Array,
  to: Float32Array,
): void {
  const coarseWidth = Math.ceil(width / 2);
  const lastRow = Math.ceil(height / 2) - 1;
  const middle = y >> 1;
  const here = middle * coarseWidth;
  const below = Math.min(middle + 1, lastRow) * coarseWidth;
  if (y % 2 === 0) {
    const above = Math.max(middle - 1, 0) * coarseWidth;
    for (let x = 0; x < coarseWidth; x++) {
      mixed[x] = SIDE * (coarse[above + x]! + coarse[below + x]!) + MIDDLE * coarse[here + x]!;
    }
  } else {
    for (let x = 0; x < coarseWidth; x++) mixed[x] = 0.5 * (coarse[here + x]! + coarse[below + x]!);
  }
  for (let x = 0; x < width; x++) {
    const i = x >> 1;
    const right = mixed[Math.min(i + 1, coarseWidth - 1)]!;
    to[x] =
      x % 2 === 0
        ? SIDE * (mixed[Math.max(i - 1, 0)]! + right) + MIDDLE * mixed[i]!
        : 0.5 * (mixed[i]! + right);
  }
}
