import { eyeBufferOffsets, eyeBuffers } from '../../../kernels/eye/eye-buffers.ts';
import { type LidPoint, lidPoint } from '../../../kernels/eye/reference/lid-opening.ts';
import { cameraAxes, projectPoint } from './camera-projection.ts';
import { mountedCamera } from './eye-cameras.ts';
import { CORNEA_INDEX, placeEye } from './eye-geometry.ts';
import type { EyeCamera, EyeConditions, EyePerson } from './eye-types.ts';
import { findCorneaGlint, noGlint } from './glints.ts';
import { visualFromOptical } from './kappa.ts';
import { personLook } from './person-look.ts';
import { refractionPoint } from './sphere-optics.ts';
import { addScaled, normalize, subtract, type Vec3 } from './vector.ts';
import { writeLidParameters } from './write-parameters.ts';

/** What is true of an eye image. Pixels: x to the right, y down, the first pixel's centre at (0.5, 0.5). */
export interface EyeLabel {
  /** Optical axis, degrees in viewer space: what an image shows. */
  readonly opticalYawDeg: number;
  readonly opticalPitchDeg: number;
  /** Visual axis: where the person looks. */
  readonly visualYawDeg: number;
  readonly visualPitchDeg: number;
  /** Middle of the pupil as seen through the cornea. */
  readonly pupil: readonly [number, number];
  /** Share of the pupil that neither the lids nor the image's edges hide; lashes and reflections count as nothing. */
  readonly pupilVisible: number;
  /** Of each LED its mirror image in the cornea; null where the cornea does not mirror it, or the lids or the image's edges hide it. */
  readonly glints: readonly (readonly [number, number] | null)[];
}

/** Rings and points on the first ring that sample the pupil. */
const RINGS = 3;
const FIRST_RING = 6;

/** Label of the image that a renderer of this camera draws. */
export function eyeLabel(person: EyePerson, camera: EyeCamera, conditions: EyeConditions): EyeLabel {
  const { yawDeg, pitchDeg } = conditions;
  const mounted = mountedCamera(camera, person, conditions.glasses);
  const axes = cameraAxes(mounted);
  const eye = placeEye(person, conditions, conditions.slipMm);
  const isOpen = lidTest(person, conditions, mounted, subtract(mounted.position, eye.centre));
  const isInside = ([x, y]: readonly [number, number]) =>
    x >= 0 && y >= 0 && x < mounted.width && y < mounted.height;
  const seen = (point: Vec3) =>
    refractionPoint(mounted.position, eye.cornea, person.corneaRadius, point, CORNEA_INDEX);

  let visible = 0;
  let points = 0;
  for (let ring = 0; ring < RINGS; ring++) {
    const radius = ((ring + 0.5) / RINGS) * (conditions.pupilMm / 2);
    const count = FIRST_RING * (2 * ring + 1);
    for (let i = 0; i < count; i++) {
      const turn = (2 * Math.PI * i) / count;
      const right = addScaled(eye.pupil, eye.right, radius * Math.cos(turn));
      const surface = seen(addScaled(right, eye.up, radius * Math.sin(turn)));
      if (isOpen(surface) && isInside(projectPoint(mounted, axes, surface))) visible++;
      points++;
    }
  }
  const glints = mounted.leds.map((led): readonly [number, number] | null => {
    const { pixel, share, point } = findCorneaGlint(mounted, axes, person, eye, led, noGlint());
    return share >= 0.5 && isOpen(point) && isInside(pixel) ? pixel : null;
  });
  const visual = visualFromOptical(person, yawDeg, pitchDeg);
  return {
    opticalYawDeg: yawDeg,
    opticalPitchDeg: pitchDeg,
    visualYawDeg: visual.yawDeg,
    visualPitchDeg: visual.pitchDeg,
    pupil: projectPoint(mounted, axes, seen(eye.pupil)),
    pupilVisible: visible / points,
    glints,
  };
}

/** Parameters are all that is needed of these. */
const scratch = eyeBuffers(new ArrayBuffer(eyeBufferOffsets(16, 16).end), 16, 16);

/** Whether the lids leave a point of the eye to the camera. */
function lidTest(person: EyePerson, conditions: EyeConditions, camera: EyeCamera, origin: Vec3) {
  writeLidParameters(scratch, person, personLook(person), conditions, origin);
  const at: LidPoint = { x: 0, y: 0, t: 0, below: 0, above: 0 };
  return (point: Vec3): boolean => {
    const [x, y, z] = normalize(subtract(point, camera.position));
    lidPoint(scratch.parameters, x, y, z, at);
    return at.below > 0 && at.above > 0;
  };
}
