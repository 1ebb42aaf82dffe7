/** Taps of the pyramid's kernel: Burt and Adelson 1983 with a = 0.4. */
const OUTER = 0.05;
const INNER = 0.25;
const CENTRE = 0.4;

/** Index mirrored at the edges so that the edge sample counts twice. */
function mirrored(index: number, count: number): number {
  if (index < 0) return -1 - index;
  return index < count ? index : 2 * count - 1 - index;
}

/**
 * One step down a Gaussian pyramid: the picture is filtered with five taps along columns, then along rows, and every second
 * sample is kept. Edges are mirrored, with one exception that scores depend on, because the authors' metric was calibrated with
 * it: at the right edge the mirroring for an odd number of columns is chosen by whether the number of *rows* is odd.
 * @param from (height, width) @param rows scratch, (width) @param to (ceil(height / 2), ceil(width / 2))
 */
export function reduceReference(
  from: Float32Array,
  width: number,
  height: number,
  rows: Float32Array,
  to: Float32Array,
): void {
  const outWidth = Math.ceil(width / 2);
  const outHeight = Math.ceil(height / 2);
  for (let y = 0; y < outHeight; y++) {
    const [a, b, c, d, e] = [-2, -1, 0, 1, 2].map((tap) => mirrored(2 * y + tap, height) * width) as Five;
    for (let x = 0; x < width; x++) {
      rows[x] =
        OUTER * (from[a + x]! + from[e + x]!) + INNER * (from[b + x]! + from[d + x]!) + CENTRE * from[c + x]!;
    }
    reduceRow(rows, width, height % 2 === 1, to.subarray(y * outWidth, (y + 1) * outWidth));
  }
}

type Five = [number, number, number, number, number];

function reduceRow(row: Float32Array, width: number, oddHeight: boolean, to: Float32Array): void {
  const last = to.length - 1;
  const at = (x: number) => row[mirrored(x, width)]!;
  const inside = (x: number) => (x < width ? row[x]! : 0);
  for (let x = 0; x < last; x++) {
    const c = 2 * x;
    to[x] = OUTER * (at(c - 2) + at(c + 2)) + INNER * (at(c - 1) + at(c + 1)) + CENTRE * at(c);
  }
  const c = 2 * last;
  const beyond = oddHeight ? INNER * row[width - 1]! + OUTER * row[width - 2]! : OUTER * row[width - 1]!;
  to[last] =
    OUTER * (at(c - 2) + inside(c + 2)) + INNER * (at(c - 1) + inside(c + 1)) + CENTRE * row[c]! + beyond;
}
