const { fround } = Math;
/** In single precision, as the kernels have it: of codes for whole greys many lie between two. */
const SCALE = fround(2 / 255);

/** Patches of a grey picture. */
export interface PatchGrid {
  /** Width of the picture, pixels. */
  readonly width: number;
  /** Edge of a patch, pixels. */
  readonly patch: number;
  /** The box of patches, in patches. */
  readonly left: number;
  readonly top: number;
  readonly columns: number;
  readonly rows: number;
}

/** Patches as rows of pixels in -1..1, row by row of the box: (rows · columns, patch²). */
export function patchRows(pixels: Uint8Array, grid: PatchGrid): Float32Array {
  const { width, patch, left, top, columns, rows } = grid;
  const out = new Float32Array(rows * columns * patch * patch);
  let to = 0;
  for (let row = top; row < top + rows; row++) {
    for (let column = left; column < left + columns; column++) {
      for (let y = 0; y < patch; y++) {
        for (let x = 0; x < patch; x++) {
          const grey = pixels[(row * patch + y) * width + column * patch + x]!;
          out[to++] = fround(grey * SCALE) - 1;
        }
      }
    }
  }
  return out;
}
