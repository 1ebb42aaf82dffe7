import type { EyeRandom } from './eye-random.ts';
import type { EyeConditions, EyePerson } from './eye-types.ts';
import { opticalFromVisual } from './kappa.ts';

/** Kinds of images to draw at random. */
export const CONDITION_KINDS = [
  'default',
  'margin',
  'open',
  'closed',
  'half-closed',
  'wide-slip',
  'glasses',
] as const;
export type ConditionKind = (typeof CONDITION_KINDS)[number];

/** The visual axis is uniform in a square of this half width, degrees. */
const RANGE_DEG = 25;
/** `margin` goes beyond it, so that a network which is trained on it knows what lies past the edge of what it is tested on. */
const MARGIN_DEG = 29;
const SLIP_SIGMA_MM = 0.8;
const WIDE_SLIP_MM = [2, 3.5] as const;

/**
 * Draws the conditions of an image. `default`: visual axis in ±25° both ways, pupil 2-8 mm, lids mostly open (3 % closed, 12 % half),
 * slippage of 0.8 mm standard deviation each way, 15 % glasses, one in ten taken in a saccade. The other kinds change one thing:
 * `margin` the range to ±29°, `open` no closed or half-closed lids and no glasses, `closed` and `half-closed` the lids, `wide-slip` slippage of 2 to 3.5 mm,
 * `glasses` glasses on all.
 */
export function randomConditions(
  random: EyeRandom,
  person: EyePerson,
  kind: ConditionKind = 'default',
): EyeConditions {
  const range = kind === 'margin' ? MARGIN_DEG : RANGE_DEG;
  const { yawDeg, pitchDeg } = opticalFromVisual(
    person,
    random.range(-range, range),
    random.range(-range, range),
  );
  const slipMm = [slip(random), slip(random), slip(random)] as const;
  const motion = motionDeg(random);
  const along = random.range(0, 2 * Math.PI);
  return {
    yawDeg,
    pitchDeg,
    pupilMm: Math.max(2, Math.min(8, random.normal(4.4, 1.4))),
    openness: opennessOf(random, kind),
    slipMm: kind === 'wide-slip' ? lengthened(slipMm, random.range(...WIDE_SLIP_MM)) : slipMm,
    glasses: random.uniform() < 0.15 && kind !== 'open' ? true : kind === 'glasses',
    noise: random.range(1.2, 4.5),
    motionYawDeg: motion * Math.cos(along),
    motionPitchDeg: motion * Math.sin(along),
    ambient: random.uniform() < 0.5 ? random.range(0, 0.15) : random.range(0, 0.7),
    seed: random.word(),
  };
}

function slip(random: EyeRandom): number {
  return Math.max(-2, Math.min(2, random.normal(0, SLIP_SIGMA_MM)));
}

function lengthened([x, y, z]: readonly [number, number, number], length: number): [number, number, number] {
  const scale = length / Math.max(1e-6, Math.hypot(x, y, z));
  return [x * scale, y * scale, z * scale];
}

function opennessOf(random: EyeRandom, kind: ConditionKind): number {
  const choice = random.uniform();
  const value = random.uniform();
  if (kind === 'closed' || (kind !== 'open' && kind !== 'half-closed' && choice < 0.03)) return 0;
  if (kind === 'half-closed' || (kind !== 'open' && choice < 0.15)) return 0.12 + 0.48 * value;
  return 0.6 + 0.4 * value;
}

/** A shutter of two milliseconds sees drift in a fixation, and up to a degree of a saccade. */
function motionDeg(random: EyeRandom): number {
  const choice = random.uniform();
  const value = random.uniform();
  return choice < 0.1 ? 0.1 + 1.1 * value : 0.02 * value;
}
