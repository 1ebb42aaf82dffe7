import type { GazeAngles } from '../angles.ts';
import type { EyePerson } from './eye-types.ts';
import { addScaled, type MutableVec3, setVector, type Vec3 } from './vector.ts';

/** Refractive index of cornea and aqueous humour taken as one. */
export const CORNEA_INDEX = 1.3375;
const RAD = Math.PI / 180;

/** An eye in its place, mm in the headset's frame. */
export interface PlacedEye {
  /** Of the eyeball. */
  readonly centre: MutableVec3;
  /** Unit vectors: the eye's own right and up, and the optical axis outwards. */
  readonly right: MutableVec3;
  readonly up: MutableVec3;
  readonly axis: MutableVec3;
  /** Middle of the pupil itself, not of its image; and of the corneal sphere. */
  readonly pupil: MutableVec3;
  readonly cornea: MutableVec3;
  /** Along the axis from the centre: to the cornea's centre, and to the plane of limbus, iris and pupil. */
  corneaAt: number;
  pupilAt: number;
}

/** An eye that is still to be placed. */
export function unplacedEye(): PlacedEye {
  const vector = (): MutableVec3 => [0, 0, 0];
  return {
    centre: vector(),
    right: vector(),
    up: vector(),
    axis: vector(),
    pupil: vector(),
    cornea: vector(),
    corneaAt: 0,
    pupilAt: 0,
  };
}

/**
 * Places a person's eye whose optical axis has these angles. It turns about the vertical, then about its own horizontal axis (Fick). The
 * headset that slips to the right leaves the eye to its left.
 */
export function placeEye(
  person: EyePerson,
  { yawDeg, pitchDeg }: GazeAngles,
  slipMm: Vec3,
  out: PlacedEye = unplacedEye(),
): PlacedEye {
  const sy = Math.sin(yawDeg * RAD);
  const cy = Math.cos(yawDeg * RAD);
  const sp = Math.sin(pitchDeg * RAD);
  const cp = Math.cos(pitchDeg * RAD);
  const { eyeballRadius, irisRadius, corneaRadius, seat } = person;
  setVector(out.centre, seat[0] - slipMm[0], seat[1] - slipMm[1], seat[2] + slipMm[2]);
  setVector(out.right, cy, 0, sy);
  setVector(out.up, -sy * sp, cp, cy * sp);
  setVector(out.axis, sy * cp, sp, -cy * cp);
  out.pupilAt = Math.sqrt(eyeballRadius ** 2 - irisRadius ** 2);
  out.corneaAt = out.pupilAt - Math.sqrt(corneaRadius ** 2 - irisRadius ** 2);
  addScaled(out.centre, out.axis, out.pupilAt, out.pupil);
  addScaled(out.centre, out.axis, out.corneaAt, out.cornea);
  return out;
}
