import { DISC } from '../../../../kernels/eye/eye-buffers.ts';
import { eyeRandom } from '../eye-random.ts';
import { type StrokeCanvas, stampDot } from './draw-stroke.ts';
import { writeCoarseNoise } from './value-noise.ts';

const STREAM = 13;
const cover = new Float32Array(DISC * DISC);
const canvas: StrokeCanvas = { width: DISC, height: DISC, cover };

/**
 * Writes the white of a person's eye as seen along its axis, (DISC, DISC), about 1: faint mottling, and vessels that wind from all sides,
 * most from the corners, towards the limbus and branch.
 */
export function writeScleraTexture(seed: number, out: Float32Array): void {
  const random = eyeRandom(seed, STREAM);
  const key = random.word();
  cover.fill(0);
  const vessels = Math.round(random.range(8, 26));
  const dark = random.range(0.12, 0.42);
  for (let i = 0; i < vessels; i++) {
    const side = random.uniform() < 0.5 ? 0 : Math.PI;
    const angle = side + random.normal(0, 0.5);
    const start = DISC / 2;
    wind(
      start + 62 * Math.cos(angle),
      start + 62 * Math.sin(angle),
      angle + Math.PI,
      random.range(0.3, 0.8),
      1,
    );
  }
  writeCoarseNoise(out, DISC, DISC, 12, key, 2);
  for (let i = 0; i < out.length; i++) out[i] = (1 + 0.06 * out[i]!) * (1 - dark * cover[i]!);

  function wind(x: number, y: number, heading: number, radius: number, strength: number): void {
    const length = random.range(20, 44) * strength;
    for (let step = 0; step < length; step += 0.7) {
      stampDot(canvas, x, y, radius, strength * (1 - (0.5 * step) / length));
      heading += random.normal(0, 0.22);
      x += 0.7 * Math.cos(heading);
      y += 0.7 * Math.sin(heading);
      if (Math.hypot(x - DISC / 2, y - DISC / 2) < 33) return;
      if (strength > 0.5 && random.uniform() < 0.025) {
        wind(x, y, heading + random.normal(0, 0.7), radius * 0.7, strength * 0.65);
      }
    }
  }
}
