/** Levels of a tile: 0 = one pixel in sixteen, 1..4 = quarters of its pixels. */
export const LEVEL_SHARES = 5;

/** Part of a tile's pixels that each level draws. */
const PIXELS: readonly number[] = [1 / 16, 1 / 4, 1 / 2, 3 / 4, 1];

/** Counts the tiles of each level. @param out (5) @returns the tiles */
export function countLevels(levels: Uint8Array, out: Uint32Array): number {
  out.fill(0);
  for (let i = 0; i < levels.length; i++) out[Math.min(levels[i]!, LEVEL_SHARES - 1)]!++;
  return levels.length;
}

/** Part of all pixels that is drawn, 0..1. @param tiles of each level (5) @param total their sum */
export function pixelShare(tiles: ArrayLike<number>, total: number): number {
  if (total === 0) return 0;
  let sum = 0;
  for (let level = 0; level < LEVEL_SHARES; level++) sum += tiles[level]! * PIXELS[level]!;
  return sum / total;
}
