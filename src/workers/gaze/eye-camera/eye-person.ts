import { eyeRandom } from './eye-random.ts';
import type { EyePerson } from './eye-types.ts';

const STREAM = 1;

/**
 * The right eye of the person that a seed stands for. Means of the radii are those of Le Grand's eye; kappa is 5° nasal (for a right
 * eye to the left, so negative) and 1.5° up, as textbooks have it, with a spread between people that one image does not show.
 */
export function eyePerson(seed: number): EyePerson {
  const random = eyeRandom(seed, STREAM);
  return {
    seed,
    eyeballRadius: random.normal(12, 0.25),
    corneaRadius: random.normal(7.8, 0.15),
    irisRadius: random.normal(6, 0.15),
    kappaYawDeg: random.normal(-5, 1.2),
    kappaPitchDeg: random.normal(1.5, 1),
    seat: [random.range(-1.5, 1.5), random.range(-1.5, 1.5), random.range(-1.5, 1.5)],
    skin: random.range(0.4, 0.68),
    sclera: random.range(0.56, 0.74),
    iris: random.range(0.2, 0.48),
    irisContrast: random.range(0.15, 0.5),
    lashDensity: random.range(0.3, 1),
    lashLength: random.range(4.5, 8.5),
    lidHalfWidth: random.normal(11.7, 0.6),
    lidUpper: random.normal(4.5, 0.5),
    lidLower: random.normal(5.2, 0.4),
    lidTiltDeg: random.normal(3, 2),
  };
}
