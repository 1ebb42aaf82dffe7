import { type GazeAngles, pitchOf, yawOf } from '../angles.ts';
import type { EyePerson } from './eye-types.ts';

const RAD = Math.PI / 180;

/**
 * Where a person looks whose eye's optical axis has these angles. The visual axis is fixed in the eye; the eye turns about the vertical
 * and then about its own horizontal axis (Fick), without torsion.
 */
export function visualFromOptical(person: EyePerson, yawDeg: number, pitchDeg: number): GazeAngles {
  const [x, y, z] = visualAxis(person);
  const sine = Math.sin(pitchDeg * RAD);
  const cosine = Math.cos(pitchDeg * RAD);
  const lifted = [x, y * cosine - z * sine, y * sine + z * cosine] as const;
  return { yawDeg: yawDeg + yawOf(lifted), pitchDeg: pitchOf(lifted) };
}

/** The optical axis of a person's eye that looks there: the inverse of `visualFromOptical`, in closed form. */
export function opticalFromVisual(person: EyePerson, yawDeg: number, pitchDeg: number): GazeAngles {
  const [x, y, z] = visualAxis(person);
  const length = Math.hypot(y, z);
  const height = Math.max(-1, Math.min(1, Math.sin(pitchDeg * RAD) / length));
  const pitch = Math.asin(height) - Math.atan2(y, -z);
  const back = y * Math.sin(pitch) + z * Math.cos(pitch);
  return { yawDeg: yawDeg - Math.atan2(x, -back) / RAD, pitchDeg: pitch / RAD };
}

/** Unit vector of the visual axis in the eye's own frame, whose optical axis is -z. */
function visualAxis({ kappaYawDeg, kappaPitchDeg }: EyePerson): [number, number, number] {
  const across = Math.cos(kappaPitchDeg * RAD);
  return [
    Math.sin(kappaYawDeg * RAD) * across,
    Math.sin(kappaPitchDeg * RAD),
    -Math.cos(kappaYawDeg * RAD) * across,
  ];
}
