/** Stops of the ramp from nothing to much, red green blue. */
const RAMP = [
  [8, 8, 24],
  [70, 20, 110],
  [190, 50, 90],
  [250, 140, 40],
  [255, 250, 170],
] as const;

/**
 * Colours of a map of losses; RGB.
 * @param most value that the last colour stands for, and anything above
 */
export function heatColors(values: ArrayLike<number>, most: number): Uint8Array {
  const rgb = new Uint8Array(3 * values.length);
  for (let i = 0; i < values.length; i++) {
    const along = Math.min(1, Math.max(0, values[i]! / most)) * (RAMP.length - 1);
    const stop = Math.min(RAMP.length - 2, Math.floor(along));
    for (let channel = 0; channel < 3; channel++) {
      const from = RAMP[stop]![channel]!;
      const to = RAMP[stop + 1]![channel]!;
      rgb[3 * i + channel] = Math.round(from + (to - from) * (along - stop));
    }
  }
  return rgb;
}

/** Pictures of one size side by side, RGB. */
export function sideBySide(pictures: readonly Uint8Array[], width: number, height: number): Uint8Array {
  const all = new Uint8Array(3 * pictures.length * width * height);
  for (let y = 0; y < height; y++) {
    for (const [i, picture] of pictures.entries()) {
      all.set(picture.subarray(3 * width * y, 3 * width * (y + 1)), 3 * width * (y * pictures.length + i));
    }
  }
  return all;
}

/** Draws a white ring with a dark edge into an RGB picture. */
export function drawRing(rgb: Uint8Array, width: number, height: number, x: number, y: number): void {
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const off = Math.abs(Math.hypot(column + 0.5 - x, row + 0.5 - y) - 9);
      if (off < 2.5)
        rgb.fill(off < 1.2 ? 255 : 20, 3 * (row * width + column), 3 * (row * width + column) + 3);
    }
  }
}
