/** Layout of the pictures that `psnr` compares and which of their pixels count. */
export interface PsnrOptions {
  /** Values per pixel; only the first three, red, green and blue, are compared. Default 3. */
  readonly channels?: 3 | 4;
  /** One entry per pixel; pixels with 0 are left out. Default: all count. */
  readonly mask?: ArrayLike<number>;
}

/**
 * Peak signal-to-noise ratio of two 8-bit pictures over red, green and blue, dB; Infinity when they are equal.
 * @throws RangeError when sizes do not agree or no pixel counts
 */
export function psnr(a: ArrayLike<number>, b: ArrayLike<number>, options: PsnrOptions = {}): number {
  const error = meanSquaredError(a, b, options);
  return error === 0 ? Number.POSITIVE_INFINITY : 10 * Math.log10((255 * 255) / error);
}

/** Mean squared difference of the values that `psnr` compares, 0..255². @throws RangeError as `psnr` */
export function meanSquaredError(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  options: PsnrOptions = {},
): number {
  const channels = options.channels ?? 3;
  const { mask } = options;
  const pixels = a.length / channels;
  if (a.length !== b.length || !Number.isInteger(pixels)) {
    throw new RangeError(
      `cannot compare pictures of ${a.length} and ${b.length} values, ${channels} to a pixel`,
    );
  }
  if (mask && mask.length !== pixels) {
    throw new RangeError(`mask has ${mask.length} entries for ${pixels} pixels`);
  }
  let sum = 0;
  let counted = 0;
  for (let pixel = 0; pixel < pixels; pixel++) {
    if (mask && !mask[pixel]) continue;
    counted++;
    for (let k = pixel * channels; k < pixel * channels + 3; k++) {
      const difference = a[k]! - b[k]!;
      sum += difference * difference;
    }
  }
  if (counted === 0) throw new RangeError('no pixel to compare');
  return sum / (3 * counted);
}
