/** Whether two RGBA pictures are equal wherever the mask (height, width) is not 0. */
export function equalWithin(a: Uint8Array, b: Uint8Array, mask: Uint8Array): boolean {
  for (let pixel = 0; pixel < mask.length; pixel++) {
    if (!mask[pixel]) continue;
    const at = 4 * pixel;
    if (a[at] !== b[at] || a[at + 1] !== b[at + 1] || a[at + 2] !== b[at + 2]) return false;
  }
  return true;
}

/** The test picture where the mask is not 0, and the reference elsewhere; RGBA, written to `out`. */
export function foveaOnly(
  test: Uint8Array,
  reference: Uint8Array,
  mask: Uint8Array,
  out: Uint8Array,
): Uint8Array {
  out.set(reference);
  for (let pixel = 0; pixel < mask.length; pixel++) {
    if (!mask[pixel]) continue;
    const at = 4 * pixel;
    out[at] = test[at]!;
    out[at + 1] = test[at + 1]!;
    out[at + 2] = test[at + 2]!;
  }
  return out;
}
