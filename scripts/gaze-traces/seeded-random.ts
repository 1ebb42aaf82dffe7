/** Random numbers that depend on a seed only. */
export interface SeededRandom {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
  /** Exponential with a mean. */
  exponential(mean: number): number;
  /** Log-normal with a median and the standard deviation of the logarithm. */
  logNormal(median: number, sigma: number): number;
}

/** Marsaglia's 32-bit xorshift (2003, triplet 13, 17, 5) after mixing the seed; Box-Muller for normals. */
export function seededRandom(seed: number): SeededRandom {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) | 1;
  const uniform = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return {
    uniform,
    normal,
    exponential: (mean) => -mean * Math.log(1 - uniform()),
    logNormal: (median, sigma) => median * Math.exp(sigma * normal()),
  };
}
