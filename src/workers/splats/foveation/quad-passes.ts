/**
 * The interleaved passes of A3FR's multi-resolution rasteriser (paper: 32 × 32 tiles, four passes over each 2 × 2
 * quad). A tile at level L has had its first L passes drawn. Level 0 goes one step below the paper: a single anchor
 * in each 4 × 4 block, which is a subset of pass 0, so that every level's pixels contain the pixels of the level below.
 */

/** Edge of a tile, pixels. A multiple of 4, so quads and anchor blocks never straddle tiles. */
export const TILE_SIZE = 32;

/** Passes in one quad, which is also the highest level. */
export const PASS_COUNT = 4;

/** Pixel offset of each pass inside its quad, in drawing order: (0,0), (1,1), (1,0), (0,1). */
export const PASS_DX = [0, 1, 1, 0] as const;
export const PASS_DY = [0, 1, 0, 1] as const;

/** Edge of the block that level 0 draws one pixel of. */
export const ANCHOR_STRIDE = 4;

// Index: (x & 1) | (y & 1) << 1.
const PASS_OF_QUAD_PIXEL = [0, 2, 3, 1] as const;

/** Pass 0..3 that writes pixel (x, y); both are non-negative integers. */
export function passOfPixel(x: number, y: number): 0 | 1 | 2 | 3 {
  return PASS_OF_QUAD_PIXEL[(x & 1) | ((y & 1) << 1)]!;
}

/** Lowest level 0..4 at which pixel (x, y) is shaded. */
export function levelOfPixel(x: number, y: number): number {
  return ((x | y) & (ANCHOR_STRIDE - 1)) === 0 ? 0 : passOfPixel(x, y) + 1;
}

/** Whether a tile at `level` shades pixel (x, y). */
export function isShaded(level: number, x: number, y: number): boolean {
  return levelOfPixel(x, y) <= level;
}

/**
 * Pixels that a region at `level` shades.
 * @param width,height size of the region, whose origin is a multiple of 4: a tile, possibly cut by the image edge
 */
export function shadedPixelCount(level: number, width: number, height: number): number {
  if (level <= 0) {
    return Math.ceil(width / ANCHOR_STRIDE) * Math.ceil(height / ANCHOR_STRIDE);
  }
  let count = 0;
  for (let pass = 0; pass < Math.min(level, PASS_COUNT); pass++) {
    count += ((width + 1 - PASS_DX[pass]!) >> 1) * ((height + 1 - PASS_DY[pass]!) >> 1);
  }
  return count;
}

/**
 * Pixels shaded in a whole image.
 * @param levels (ceil(height / 32), ceil(width / 32)), 0..4
 */
export function shadedImagePixelCount(levels: Uint8Array, width: number, height: number): number {
  const columns = Math.ceil(width / TILE_SIZE);
  const rows = Math.ceil(height / TILE_SIZE);
  let count = 0;
  for (let row = 0; row < rows; row++) {
    const tileHeight = Math.min(TILE_SIZE, height - row * TILE_SIZE);
    for (let column = 0; column < columns; column++) {
      const tileWidth = Math.min(TILE_SIZE, width - column * TILE_SIZE);
      count += shadedPixelCount(levels[row * columns + column]!, tileWidth, tileHeight);
    }
  }
  return count;
}
