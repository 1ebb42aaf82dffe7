import { counterHash } from '../../../kernels/eye/counter-hash.ts';

/** Random numbers that depend on a seed only. */
export interface EyeRandom {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Uniform in [low, high). */
  range(low: number, high: number): number;
  /** Normal, cut off at three standard deviations. */
  normal(mean: number, sigma: number): number;
  /** A whole number of 32 bits, for seeding something else. */
  word(): number;
}

/** @param seed a whole number; @param stream what the numbers are for, so that two uses of one seed do not repeat each other */
export function eyeRandom(seed: number, stream: number): EyeRandom {
  const key = counterHash(seed | 0, counterHash(stream, 0x5eed));
  let counter = 0;
  const word = (): number => counterHash(counter++, key);
  const uniform = (): number => word() / 2 ** 32;
  return {
    uniform,
    word,
    range: (low, high) => low + (high - low) * uniform(),
    normal(mean, sigma) {
      const z = Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
      return mean + sigma * Math.max(-3, Math.min(3, z));
    },
  };
}
