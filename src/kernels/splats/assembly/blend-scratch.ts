// Thread-private memory of the blending kernels.

/** Splats taken from a tile's list at a time; their numbers in a block's list are bytes. */
export const BATCH: usize = 256;
/** A gathered splat: its record, then red, green, blue as floats. */
export const LOCAL_BYTES: usize = 64;
export const LOCAL_COLOR: usize = 48;
/** Most lists a tile has, and most blocks with a state: three single passes have 32 blocks each. */
export const BLOCKS: usize = 64;
const MOST_STATES: usize = 96;
/** Per block: transmittance, red, green, blue, depth of up to 16 samples, four to a vector. */
export const STATE_BYTES: usize = 320;

/** Offsets of states, list lengths and lists behind the gathered splats. */
export const STATES: usize = LOCAL_BYTES * BATCH;
export const LENGTHS: usize = STATES + STATE_BYTES * MOST_STATES;
export const LISTS: usize = LENGTHS + 4 * BLOCKS;
export const BLEND_SCRATCH: usize = LISTS + BATCH * BLOCKS;
