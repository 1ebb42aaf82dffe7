/**
 * A splat as the GPU holds it: 20 bytes, five 32-bit words, the first four in one texture and the fifth in another; harmonics apart.
 *
 * | word | bits | what |
 * |---|---|---|
 * | 0 | 0-15, 16-31 | x, y: steps of 1/65535 between the chunk's corners |
 * | 1 | 0-15 | z |
 * | 1 | 16-23 | opacity, steps of 1/255 |
 * | 1 | 24-31 | unit of the factor: 2^((e − FACTOR_BIAS) / FACTOR_STEPS) metres |
 * | 2 | 0-10, 11-21, 22-31 | L00, L11, L22: 0..1 of the unit |
 * | 3 | 0-10, 11-21, 22-31 | L10, L20, L21: offset binary, −1..1 of the unit |
 * | 4 | 0-31 | colour, as `packColor` packs it |
 *
 * L is the lower triangular Cholesky factor of the covariance, Σ = L Lᵀ. Its steps are steps of a length, not of a variance, so that
 * flat splats stay flat; and what is unpacked is a covariance whatever the bits.
 */

/** Splats of a chunk; splat i belongs to chunk i >> 9. */
export const PACKED_CHUNK = 512;

/** Words of a splat in the first texture; one more is in the second. */
export const PACKED_WORDS = 4;

/** Floats of a chunk: lower corner x y z, unused, size x y z, unused. */
export const PACKED_CHUNK_FLOATS = 8;

/** Exponent code of a unit of one metre, and codes an octave. */
export const FACTOR_BIAS = 160;
export const FACTOR_STEPS = 8;

/** Bits and largest value of an entry of the factor: 11, 11, 10 bits in a word. */
export const FACTOR_BITS = [11, 11, 10] as const;

/** Words of a splat's harmonics by degree: signed bytes, a plane of red, of green, of blue. */
export const HARMONIC_WORDS = [0, 3, 6, 12] as const;
