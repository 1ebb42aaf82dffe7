/** Layout of the pictures that `ssim` compares and which of their pixels count. */
export interface SsimOptions {
  readonly width: number;
  readonly height: number;
  /** Values per pixel; red, green and blue make up luma, a fourth is left out. Default 3. */
  readonly channels?: 3 | 4;
  /** One entry per pixel; windows around pixels with 0 are left out. Default: all count. */
  readonly mask?: ArrayLike<number>;
}

const SIGMA = 1.5;
const RADIUS = 5;
const TAPS = 2 * RADIUS + 1;
/** Stabilisers (K1 L)² and (K2 L)² of the paper. */
const C1 = (0.01 * 255) ** 2;
const C2 = (0.03 * 255) ** 2;

/** Sums over a window: a, b, a², b², ab. */
const FIELDS = 5;

const WEIGHTS = gaussian();

/**
 * Mean structural similarity of two 8-bit pictures, 1 when they are equal (Wang, Bovik, Sheikh and Simoncelli, "Image quality
 * assessment", IEEE TIP 13(4), 2004): luma of ITU-R BT.601, Gaussian window of 11 × 11 pixels and σ 1.5, K1 0.01, K2 0.03, mean over
 * the windows that lie inside of the picture, no scaling down beforehand.
 * @throws RangeError when sizes do not agree, a side has less than 11 pixels, or no window counts
 */
export function ssim(a: ArrayLike<number>, b: ArrayLike<number>, options: SsimOptions): number {
  const { width, height, channels = 3, mask } = options;
  checkSizes(a, b, options);
  const across = width - 2 * RADIUS;
  // The last eleven rows, filtered along themselves: (TAPS, FIELDS, across).
  const ring = new Float64Array(TAPS * FIELDS * across);
  const products = new Float64Array(FIELDS * width);
  const means = new Float64Array(FIELDS * across);
  let sum = 0;
  let counted = 0;
  for (let y = 0; y < height; y++) {
    multiplyRow(a, b, y * width, width, channels, products);
    filterRow(products, width, ring.subarray((y % TAPS) * means.length, ((y % TAPS) + 1) * means.length));
    if (y < TAPS - 1) continue;
    filterColumns(ring, y + 1, means);
    const centre = (y - RADIUS) * width + RADIUS;
    for (let x = 0; x < across; x++) {
      if (mask?.[centre + x] === 0) continue;
      sum += similarity(means, across, x);
      counted++;
    }
  }
  if (counted === 0) throw new RangeError('no window to compare');
  return sum / counted;
}

/** Similarity of the windows at `x`. @param means of a, b, a², b² and ab: (FIELDS, across) */
function similarity(means: Float64Array, across: number, x: number): number {
  const a = means[x]!;
  const b = means[across + x]!;
  const spread = means[2 * across + x]! - a * a + (means[3 * across + x]! - b * b);
  const covariance = means[4 * across + x]! - a * b;
  return ((2 * a * b + C1) * (2 * covariance + C2)) / ((a * a + b * b + C1) * (spread + C2));
}

function multiplyRow(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  first: number,
  width: number,
  channels: number,
  to: Float64Array,
): void {
  for (let x = 0; x < width; x++) {
    const at = (first + x) * channels;
    const lumaA = 0.299 * a[at]! + 0.587 * a[at + 1]! + 0.114 * a[at + 2]!;
    const lumaB = 0.299 * b[at]! + 0.587 * b[at + 1]! + 0.114 * b[at + 2]!;
    to[x] = lumaA;
    to[width + x] = lumaB;
    to[2 * width + x] = lumaA * lumaA;
    to[3 * width + x] = lumaB * lumaB;
    to[4 * width + x] = lumaA * lumaB;
  }
}

/** @param products (FIELDS, width) @param to (FIELDS, width − 10) */
function filterRow(products: Float64Array, width: number, to: Float64Array): void {
  const across = width - 2 * RADIUS;
  for (let field = 0; field < FIELDS; field++) {
    for (let x = 0; x < across; x++) {
      const at = field * width + x;
      let value = 0;
      for (let tap = 0; tap < TAPS; tap++) value += WEIGHTS[tap]! * products[at + tap]!;
      to[field * across + x] = value;
    }
  }
}

/** @param ring rows in a circle @param oldest number of the first row, modulo TAPS @param to one row */
function filterColumns(ring: Float64Array, oldest: number, to: Float64Array): void {
  to.fill(0);
  for (let tap = 0; tap < TAPS; tap++) {
    const weight = WEIGHTS[tap]!;
    const from = ((oldest + tap) % TAPS) * to.length;
    for (let i = 0; i < to.length; i++) to[i] = to[i]! + weight * ring[from + i]!;
  }
}

function gaussian(): Float64Array {
  const weights = Float64Array.from({ length: TAPS }, (_, k) =>
    Math.exp(-((k - RADIUS) ** 2) / (2 * SIGMA ** 2)),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

function checkSizes(a: ArrayLike<number>, b: ArrayLike<number>, options: SsimOptions): void {
  const { width, height, channels = 3, mask } = options;
  const values = width * height * channels;
  if (a.length !== values || b.length !== values) {
    throw new RangeError(
      `cannot compare pictures of ${a.length} and ${b.length} values as ${width} × ${height} pixels of ${channels}`,
    );
  }
  if (width < TAPS || height < TAPS) {
    throw new RangeError(
      `a picture of ${width} × ${height} pixels has no room for a window of ${TAPS} × ${TAPS}`,
    );
  }
  if (mask && mask.length !== width * height) {
    throw new RangeError(`mask has ${mask.length} entries for ${width * height} pixels`);
  }
}
