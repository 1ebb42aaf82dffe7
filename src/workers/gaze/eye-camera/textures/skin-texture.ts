import { SKIN } from '../../../../kernels/eye/eye-buffers.ts';
import { eyeRandom } from '../eye-random.ts';
import { valueNoise, writeCoarseNoise } from './value-noise.ts';

const STREAM = 11;

/** Writes the skin around a person's eye, (SKIN.height, SKIN.width), about 1: blotches, pores, and wrinkles that run around the eye. */
export function writeSkinTexture(seed: number, out: Float32Array): void {
  const random = eyeRandom(seed, STREAM);
  const key = random.word();
  const blotches = random.range(0.08, 0.2);
  const pores = random.range(0.03, 0.09);
  const wrinkles = random.range(0.03, 0.16);
  const spacing = random.range(1.1, 1.9);
  writeCoarseNoise(out, SKIN.width, SKIN.height, 6 * SKIN.perMm, key, 3);
  for (let row = 0; row < SKIN.height; row++) {
    const y = (row - SKIN.height / 2) / SKIN.perMm;
    for (let column = 0; column < SKIN.width; column++) {
      const x = (column - SKIN.width / 2) / SKIN.perMm;
      // Wrinkles follow the rims: arcs that open away from the eye, and fan out at its temporal corner.
      const bow = y + Math.sign(y) * 0.022 * x * x * (x > 9 ? 0.6 : 1);
      const lines = valueNoise(x * 0.16, bow * spacing, key + 40);
      const fine = valueNoise(x * 0.5, bow * spacing * 2.3, key + 41);
      const crease = Math.max(0, lines) ** 2 + 0.4 * Math.max(0, fine) ** 2;
      const at = row * SKIN.width + column;
      const blotch = out[at]!;
      const pore = valueNoise(x * 2.2, y * 2.2, key + 20) * (1 + 0.8 * blotch);
      out[at] = 1 + blotches * blotch + pores * pore - wrinkles * crease;
    }
  }
}
