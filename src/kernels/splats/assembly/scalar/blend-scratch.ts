// Thread-private memory of the blending kernel: a state a pixel of the tile, then a depth a quad.

/** Transmittance, red, green, blue. */
export const STATE_BYTES: usize = 16;
export const ROW_BYTES: usize = 32 * STATE_BYTES;
export const DEPTHS: usize = 32 * ROW_BYTES;
/** Samples of each row through which light still passes, 32 words. */
export const OPEN: usize = DEPTHS + 16 * 16 * 4;
export const BLEND_SCRATCH: usize = OPEN + 32 * 4;
