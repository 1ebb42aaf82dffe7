import { calibrationTargets } from '../../../src/workers/gaze/calibration/calibration-targets.ts';
import { type Calibration, fitCalibration } from '../../../src/workers/gaze/calibration/fit-calibration.ts';
import { randomConditions } from '../../../src/workers/gaze/eye-camera/eye-conditions.ts';
import { eyeRandom } from '../../../src/workers/gaze/eye-camera/eye-random.ts';
import type { EyeCamera, EyePerson } from '../../../src/workers/gaze/eye-camera/eye-types.ts';
import { opticalFromVisual } from '../../../src/workers/gaze/eye-camera/kappa.ts';
import type { Tracker } from '../../../src/workers/gaze/tracker.ts';
import { median } from '../../harness/statistics.ts';
import type { EyeStudio } from '../eye-studio.ts';
import { sight } from './sighting.ts';

const STREAM = 77;
/** Images that a target is looked at for. */
const IMAGES_A_TARGET = 12;
/** A person who looks at a target lands a little beside it, and the eye does not hold quite still there; degrees per axis. */
const LANDING_SIGMA_DEG = 0.3;
const HOLD_SIGMA_DEG = 0.12;

/**
 * Leads a test person through the targets that the application shows, and fits the calibration as it does: median of the last exit's
 * optical axes at each target. The headset stays where it sits, the pupil breathes, the eye is open.
 */
export function calibratePerson(
  tracker: Tracker,
  studio: EyeStudio,
  person: EyePerson,
  camera: EyeCamera,
): Calibration {
  const random = eyeRandom(person.seed, STREAM);
  const session = randomConditions(random, person, 'open');
  const points = calibrationTargets(9).map((target) => {
    const beside = [random.normal(0, LANDING_SIGMA_DEG), random.normal(0, LANDING_SIGMA_DEG)] as const;
    const yaws: number[] = [];
    const pitches: number[] = [];
    for (let i = 0; i < IMAGES_A_TARGET; i++) {
      const optical = opticalFromVisual(
        person,
        target.yawDeg + beside[0] + random.normal(0, HOLD_SIGMA_DEG),
        target.pitchDeg + beside[1] + random.normal(0, HOLD_SIGMA_DEG),
      );
      const conditions = {
        ...session,
        ...optical,
        pupilMm: Math.max(2, Math.min(8, session.pupilMm + random.normal(0, 0.3))),
        motionYawDeg: 0,
        motionPitchDeg: 0,
        seed: random.word(),
      };
      const pixels = studio.shoot(person, conditions, camera);
      const { yawDeg, pitchDeg } = sight(tracker, { person, conditions, pixels, box: null }, 1).exits.at(-1)!;
      yaws.push(yawDeg);
      pitches.push(pitchDeg);
    }
    return { target, optical: { yawDeg: median(yaws), pitchDeg: median(pitches) } };
  });
  return fitCalibration(points);
}
