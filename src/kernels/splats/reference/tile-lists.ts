import { MIN_ALPHA } from './render-reference.ts';

/** What decides which pixels a projected splat touches. */
export interface Footprint {
  /** Centre, pixels. */
  readonly x: number;
  readonly y: number;
  /** Inverse covariance, px⁻². */
  readonly conicXX: number;
  readonly conicXY: number;
  readonly conicYY: number;
  readonly log2Opacity: number;
}

/** Natural logarithm of a splat's alpha at a point, pixels. */
export function logAlpha(splat: Footprint, x: number, y: number): number {
  const dx = x - splat.x;
  const dy = y - splat.y;
  const distance2 = splat.conicXX * dx * dx + 2 * splat.conicXY * dx * dy + splat.conicYY * dy * dy;
  return splat.log2Opacity * Math.LN2 - 0.5 * distance2;
}

/**
 * Tiles in which a splat has a pixel centre with alpha ≥ 1/255, rising, found by looking at every pixel of the bounding box.
 * @param size edge of a tile, pixels
 */
export function touchedTiles(splat: Footprint, width: number, height: number, size: number): number[] {
  const reach = 2 * (splat.log2Opacity * Math.LN2 - Math.log(MIN_ALPHA));
  if (reach < 0) return [];
  const determinant = splat.conicXX * splat.conicYY - splat.conicXY * splat.conicXY;
  const halfX = Math.sqrt((reach * splat.conicYY) / determinant);
  const halfY = Math.sqrt((reach * splat.conicXX) / determinant);
  const x0 = Math.max(0, Math.floor(splat.x - halfX - 1));
  const x1 = Math.min(width - 1, Math.ceil(splat.x + halfX + 1));
  const y0 = Math.max(0, Math.floor(splat.y - halfY - 1));
  const y1 = Math.min(height - 1, Math.ceil(splat.y + halfY + 1));
  const columns = Math.ceil(width / size);
  const limit = Math.log(MIN_ALPHA);
  const tiles = new Set<number>();
  for (let y = y0; y <= y1; y++) {
    for (let x = x0; x <= x1; x++) {
      if (logAlpha(splat, x + 0.5, y + 0.5) < limit) continue;
      tiles.add(Math.floor(y / size) * columns + Math.floor(x / size));
    }
  }
  return [...tiles].sort((a, b) => a - b);
}
