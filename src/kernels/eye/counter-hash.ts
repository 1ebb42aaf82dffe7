/**
 * Mixes a counter and a seed into 32 bits that look random (murmur3's finisher after a Weyl step). Counter-based, so that any pixel's
 * noise is known without that of the pixels before it, and the same in every implementation.
 */
export function counterHash(counter: number, seed: number): number {
  let h = (Math.imul(counter, 0x9e3779b1) + seed) | 0;
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Standard deviation of the sum of four bytes that are uniform. */
const SIGMA = Math.sqrt((4 * (256 ** 2 - 1)) / 12);

/** A nearly normal deviate of a hash: its four bytes' sum, of mean 0 and standard deviation 1, never beyond ±3.5. */
export function hashNormal(hash: number): number {
  return ((hash & 255) + ((hash >>> 8) & 255) + ((hash >>> 16) & 255) + (hash >>> 24) - 510) / SIGMA;
}
