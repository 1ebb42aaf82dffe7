/** A texture that strokes are drawn into: how much of each texel they cover. */
export interface StrokeCanvas {
  readonly width: number;
  readonly height: number;
  readonly cover: Float32Array;
}

/**
 * Covers the texels around a point softly: those within `radius` wholly, fading over a texel.
 * @param x texels, texel centres at whole numbers; @param strength share that is covered, 0..1; what covers most counts
 */
export function stampDot(canvas: StrokeCanvas, x: number, y: number, radius: number, strength: number): void {
  const { width, height, cover } = canvas;
  const reach = radius + 0.5;
  const bottom = Math.min(height - 1, Math.floor(y + reach));
  const right = Math.min(width - 1, Math.floor(x + reach));
  for (let row = Math.max(0, Math.ceil(y - reach)); row <= bottom; row++) {
    for (let column = Math.max(0, Math.ceil(x - reach)); column <= right; column++) {
      const distance = Math.sqrt((column - x) ** 2 + (row - y) ** 2);
      const share = strength * Math.max(0, Math.min(1, reach - distance)) * Math.min(1, 2 * radius);
      const at = row * width + column;
      if (share > cover[at]!) cover[at] = share;
    }
  }
}
