import { LASH } from '../../../../kernels/eye/eye-buffers.ts';
import { eyeRandom } from '../eye-random.ts';
import type { EyePerson } from '../eye-types.ts';
import { type StrokeCanvas, stampDot } from './draw-stroke.ts';

const STREAM = 14;

/**
 * Writes the lashes of a lid, (LASH.height, LASH.width), as cover from 0 to 1: across from corner to corner (see `LASH`), down from
 * root to tip. Each is a curve that thins towards its tip; towards the corners they lean outwards, and some grow in tufts.
 */
export function writeLashTexture(person: EyePerson, lid: 'upper' | 'lower', out: Float32Array): void {
  out.fill(0);
  const random = eyeRandom(person.seed, lid === 'upper' ? STREAM : STREAM + 1);
  const canvas: StrokeCanvas = { width: LASH.width, height: LASH.height, cover: out };
  const count = Math.round((lid === 'upper' ? 105 : 55) * person.lashDensity);
  const thick = lid === 'upper' ? 0.95 : 0.6;
  const perUnit = (LASH.width - 1) / (2 * LASH.span);
  for (let i = 0; i < count; i++) {
    const root = random.range(-0.78, 0.97);
    const length = random.range(0.5, 1) * (0.75 + 0.25 * Math.sin((root + 0.6) * 1.6));
    const lean = 0.2 * root + random.normal(0, 0.05);
    const curl = random.normal(0, 0.06) + 0.05 * root;
    const strength = random.range(0.55, 1);
    const steps = Math.ceil(length * LASH.height * 1.2);
    for (let step = 0; step <= steps; step++) {
      const along = step / steps;
      const t = root + along * (lean + along * curl);
      const radius = thick * (1 - 0.75 * along);
      stampDot(canvas, (t + LASH.span) * perUnit, along * length * (LASH.height - 1), radius, strength);
    }
  }
}
