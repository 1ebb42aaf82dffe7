import type { EyeConditions, EyePerson } from '../../src/workers/gaze/eye-camera/eye-types.ts';
import { opticalFromVisual } from '../../src/workers/gaze/eye-camera/kappa.ts';

/** An ordinary image of a person who looks there: headset as it sits, pupil as indoors, no glasses. @param openness 0 = closed, 1 = wide open */
export function conditionsAt(
  person: EyePerson,
  yawDeg: number,
  pitchDeg: number,
  openness: number,
  seed: number,
): EyeConditions {
  return {
    ...opticalFromVisual(person, yawDeg, pitchDeg),
    pupilMm: 4.4,
    openness,
    slipMm: [0, 0, 0],
    glasses: false,
    noise: 2.5,
    motionYawDeg: 0,
    motionPitchDeg: 0,
    ambient: 0.1,
    seed,
  };
}
