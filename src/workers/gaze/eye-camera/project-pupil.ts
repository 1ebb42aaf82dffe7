import { cameraAxes, projectPoint } from './camera-projection.ts';
import { mountedCamera } from './eye-cameras.ts';
import { CORNEA_INDEX, placeEye } from './eye-geometry.ts';
import type { EyeCamera, EyePerson } from './eye-types.ts';
import { refractionPoint } from './sphere-optics.ts';
import type { Vec3 } from './vector.ts';

/**
 * Where the middle of the pupil appears in a person's image, seen through the cornea: pixels, x to the right, y down, the first pixel's
 * centre at (0.5, 0.5). It may lie outside of the image.
 * @param camera as it was designed; how it sits in this person's headset is added here
 * @param slipMm slippage of the headset: right, up, forward
 */
export function projectPupil(
  camera: EyeCamera,
  person: EyePerson,
  yawDeg: number,
  pitchDeg: number,
  slipMm: Vec3,
  glasses = false,
): [number, number] {
  const mounted = mountedCamera(camera, person, glasses);
  const eye = placeEye(person, { yawDeg, pitchDeg }, slipMm);
  const { position } = mounted;
  const seen = refractionPoint(position, eye.cornea, person.corneaRadius, eye.pupil, CORNEA_INDEX);
  return projectPoint(mounted, cameraAxes(mounted), seen);
}
