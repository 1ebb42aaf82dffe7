/** Texels of a row of the textures here: powers of two that every WebGL2 takes, so that a place is a row and a column. */
export const SPLAT_ROW = 2048;
export const CHUNK_ROW = 64;
export const PREFIX_ROW = 512;
/** Orders and the records that are made of them. */
export const RECORD_ROW = 2048;
/** Splats whose harmonics are in one row. */
export const HARMONIC_ROW = 1024;
/** Texels of a splat's harmonics by degree. */
export const HARMONIC_TEXELS = [0, 1, 2, 3] as const;

/** Rows that so many texels take, one at least. */
export function rowsOf(texels: number, row: number): number {
  return Math.max(1, Math.ceil(texels / row));
}
