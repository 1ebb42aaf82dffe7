/**
 * A splat as the GPU holds it: 20 bytes, five 32-bit words, the first four in one texture and the fifth in another; harmonics apart.
 *
 * | word | bits | what |
 * |---|---|---|
 * | 0 | 0-15, 16-31 | x, y: steps of 1/65535 of the chunk's size from its lower corner |
 * | 1 | 0-15 | z |
 * | 1 | 16-23 | opacity, steps of 1/255 |
 * | 1 | 24-31 | e of the factor's unit: 2^((e − FACTOR_BIAS) / FACTOR_STEPS) metres |
 * | 2 | 0-10, 11-21, 22-31 | L00, L11, L22: q / (2^bits − 1) of the unit |
 * | 3 | 0-10, 11-21, 22-31 | L10, L20, L21: (q − 2^(bits − 1)) / (2^(bits − 1) − 1) of the unit |
 * | 4 | 0-31 | colour: red, green, blue, ten bits each from the lowest on, q of −0.75 + q · 2.5 / 1023 |
 *
 * L is the lower triangular Cholesky factor of the covariance, Σ = L Lᵀ. Its steps are steps of a length, not of a variance, so that
 * flat splats stay flat; and what is unpacked is a covariance whatever the bits.
 */

/** Splats of a chunk; splat i belongs to chunk i >> 9 and has the rank i & 511 in it. */
export const PACKED_CHUNK = 512;

/** Words of a splat in the first texture; one more is in the second. */
export const PACKED_WORDS = 4;

/** Floats of a chunk: lower corner x y z, unused, size x y z, unused. */
export const PACKED_CHUNK_FLOATS = 8;

/** Exponent code of a unit of one metre, and codes an octave: units from 1 µm to 3.7 km. */
export const FACTOR_BIAS = 160;
export const FACTOR_STEPS = 8;

/** Bits of the entries of the factor in their word, from the lowest on. */
export const FACTOR_BITS = [11, 11, 10] as const;

/** Words of a splat's harmonics by degree: signed bytes, a plane of red, of green, of blue. */
export const HARMONIC_WORDS = [0, 3, 6, 12] as const;
