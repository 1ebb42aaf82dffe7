import { DISC } from '../../../../kernels/eye/eye-buffers.ts';
import { eyeRandom } from '../eye-random.ts';
import { valueNoise } from './value-noise.ts';

const STREAM = 12;
/** Radii of pupil and limbus in the texture, texels: as the eyeball pass reads them. */
const INNER = 15;
const RING = 46;

/**
 * Writes a person's iris, (DISC, DISC), about 0 and within ±1.5: fibres from the pupil outwards, the bright jagged collarette a third of
 * the way, dark crypts.
 */
export function writeIrisTexture(seed: number, out: Float32Array): void {
  const random = eyeRandom(seed, STREAM);
  const key = random.word();
  const fibres = Math.round(random.range(34, 58));
  const collarette = random.range(0.26, 0.42);
  const jag = random.range(0.02, 0.08);
  const crypts = random.range(0, 0.9);
  for (let row = 0; row < DISC; row++) {
    for (let column = 0; column < DISC; column++) {
      const x = column - DISC / 2;
      const y = row - DISC / 2;
      const ring = (Math.sqrt(x * x + y * y) - INNER) / RING;
      // Never read, but for the texels that border on what is.
      if (ring < -0.1 || ring > 1.1) {
        out[row * DISC + column] = 0;
        continue;
      }
      const turn = Math.atan2(y, x) / (2 * Math.PI) + 0.5;
      const sway = 0.02 * valueNoise(turn * 12, ring * 3, key + 5, 12);
      const coarse = valueNoise((turn + sway) * fibres, ring * 2, key, fibres);
      const fine = valueNoise((turn + sway) * 2 * fibres, ring * 3, key + 1, 2 * fibres);
      const edge = (ring - collarette - jag * valueNoise(turn * 24, 0.5, key + 2, 24)) / 0.07;
      const spots = valueNoise(turn * 14, ring * 4, key + 3, 14);
      const crypt = ring > collarette && spots > 0.45 ? (spots - 0.45) * 2 : 0;
      out[row * DISC + column] =
        0.55 * coarse + 0.35 * fine + 0.9 / (1 + edge * edge) - crypts * crypt - 0.15;
    }
  }
}
