/**
 * Lays a picture over a plain background.
 * @param color premultiplied RGBA8, (pixels, 4)
 * @param background RGB, 0..255
 * @param out opaque RGBA8, (pixels, 4)
 */
export function compositeOver(
  color: Uint8Array,
  background: readonly [number, number, number],
  out: Uint8ClampedArray,
): void {
  const [red, green, blue] = background;
  for (let i = 0; i < out.length; i += 4) {
    const through = (255 - color[i + 3]!) / 255;
    out[i] = color[i]! + red * through;
    out[i + 1] = color[i + 1]! + green * through;
    out[i + 2] = color[i + 2]! + blue * through;
    out[i + 3] = 255;
  }
}
