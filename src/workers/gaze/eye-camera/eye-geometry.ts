import type { EyeConditions, EyePerson } from './eye-types.ts';
import { addScaled, type Vec3 } from './vector.ts';

/** Refractive index of cornea and aqueous humour taken as one. */
export const CORNEA_INDEX = 1.3375;
const RAD = Math.PI / 180;

/** An eye in its place, mm in the headset's frame. */
export interface PlacedEye {
  /** Of the eyeball. */
  readonly centre: Vec3;
  /** Unit vectors: the eye's own right and up, and the optical axis outwards. */
  readonly right: Vec3;
  readonly up: Vec3;
  readonly axis: Vec3;
  /** Along the axis from the centre: to the cornea's centre, and to the plane of limbus, iris and pupil. */
  readonly corneaAt: number;
  readonly pupilAt: number;
}

/** Centre of the eyeball: the headset that slips to the right leaves the eye to its left. */
export function eyeCentre({ seat }: EyePerson, slipMm: Vec3): Vec3 {
  return [seat[0] - slipMm[0], seat[1] - slipMm[1], seat[2] + slipMm[2]];
}

export function placeEye(
  person: EyePerson,
  { yawDeg, pitchDeg, slipMm }: Pick<EyeConditions, 'yawDeg' | 'pitchDeg' | 'slipMm'>,
): PlacedEye {
  const [sy, cy] = [Math.sin(yawDeg * RAD), Math.cos(yawDeg * RAD)];
  const [sp, cp] = [Math.sin(pitchDeg * RAD), Math.cos(pitchDeg * RAD)];
  const { eyeballRadius, irisRadius, corneaRadius } = person;
  const pupilAt = Math.sqrt(eyeballRadius ** 2 - irisRadius ** 2);
  return {
    centre: eyeCentre(person, slipMm),
    right: [cy, 0, sy],
    up: [-sy * sp, cp, cy * sp],
    axis: [sy * cp, sp, -cy * cp],
    pupilAt,
    corneaAt: pupilAt - Math.sqrt(corneaRadius ** 2 - irisRadius ** 2),
  };
}

/** Middle of the pupil itself, not of its image. */
export function pupilCentre(eye: PlacedEye): Vec3 {
  return addScaled(eye.centre, eye.axis, eye.pupilAt);
}

/** Centre of the corneal sphere. */
export function corneaCentre(eye: PlacedEye): Vec3 {
  return addScaled(eye.centre, eye.axis, eye.corneaAt);
}
