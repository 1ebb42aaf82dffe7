import { counterHash } from '../../../kernels/eye/counter-hash.ts';
import { type EyeBuffers, NUMBER, PARAMETER as P } from '../../../kernels/eye/eye-buffers.ts';
import type { PlacedEye } from './eye-geometry.ts';
import type { EyeConditions, EyePerson } from './eye-types.ts';
import { LID_AXES, setLids, unsetLids } from './lid-parameters.ts';
import type { PersonLook } from './person-look.ts';
import { dot, type Vec3 } from './vector.ts';

const RAD = Math.PI / 180;
/** Width in which edges fade: about a pixel of the `headset` camera at the eye, mm. */
const EDGE_MM = 0.25;
/** Height along the axis in which cornea turns into sclera. */
const LIMBUS_MM = 0.5;

const lids = unsetLids();

/**
 * Writes the lids' part of an image's parameters; see `EYE_PARAMETERS`.
 * @param origin of the camera against the middle of the eyeball
 */
export function writeLidParameters(
  { parameters: p }: EyeBuffers,
  person: EyePerson,
  look: PersonLook,
  conditions: EyeConditions,
  origin: Vec3,
): void {
  setLids(person, conditions, lids);
  p[P.originX] = origin[0];
  p[P.originY] = origin[1];
  p[P.originZ] = origin[2];
  p[P.lidScaleX] = 1 / LID_AXES[0];
  p[P.lidScaleY] = 1 / LID_AXES[1];
  p[P.lidScaleZ] = 1 / LID_AXES[2];
  p[P.tiltCos] = Math.cos(person.lidTiltDeg * RAD);
  p[P.tiltSin] = Math.sin(person.lidTiltDeg * RAD);
  p[P.perHalfWidth] = 1 / person.lidHalfWidth;
  p[P.gap] = lids.gap;
  p[P.lowerPeak] = lids.lowerPeak;
  p[P.skew] = 0.12;
  p[P.overlap] = lids.overlap;
  p[P.perLidSoft] = 1 / EDGE_MM;
  p[P.skinAlbedo] = person.skin;
  p[P.skinShift] = lids.upperShift;
  p[P.creaseAt] = Math.max(1.2, look.creaseAt - 0.55 * lids.upperShift);
  p[P.creaseDepth] = look.creaseDepth * Math.max(0.15, Math.min(1, 1 + 0.12 * lids.upperShift));
  p[P.perUpperLash] = 1 / lids.upperLash;
  p[P.perLowerLash] = 1 / lids.lowerLash;
  p[P.lashAlbedo] = look.lashAlbedo;
  p[P.caruncleAlbedo] = look.caruncleAlbedo;
  p[P.lidShadow] = look.lidShadow;
}

/** Writes the eyeball's part. @param origin as above */
export function writeEyeParameters(
  { parameters: p }: EyeBuffers,
  person: EyePerson,
  conditions: EyeConditions,
  eye: PlacedEye,
  origin: Vec3,
): void {
  const { right, up, axis } = eye;
  p[P.rightX] = right[0];
  p[P.rightY] = right[1];
  p[P.rightZ] = right[2];
  p[P.upX] = up[0];
  p[P.upY] = up[1];
  p[P.upZ] = up[2];
  p[P.axisX] = axis[0];
  p[P.axisY] = axis[1];
  p[P.axisZ] = axis[2];
  p[P.eyeX] = dot(origin, right);
  p[P.eyeY] = dot(origin, up);
  p[P.eyeZ] = dot(origin, axis);
  p[P.corneaAt] = eye.corneaAt;
  p[P.corneaRadius] = person.corneaRadius;
  p[P.pupilAt] = eye.pupilAt;
  p[P.eyeballRadius] = person.eyeballRadius;
  p[P.pupilRadius] = conditions.pupilMm / 2;
  p[P.irisRadius] = person.irisRadius;
  p[P.perPupilSoft] = 1 / EDGE_MM;
  p[P.perLimbusSoft] = 1 / LIMBUS_MM;
  p[P.irisAlbedo] = person.iris;
  p[P.irisContrast] = person.irisContrast;
  p[P.pupilAlbedo] = 0.03;
  p[P.scleraAlbedo] = person.sclera;
  p[P.veil] = 0.015 + 0.06 * conditions.ambient;
}

/**
 * Writes the sensor's part: exposure and defocus, which stay as they are in one person's headset, noise, and the motion of the pupil in
 * pixels. Three tenths of the noise's variance at middle grey come from reading, the rest from the light itself.
 */
export function writeSensorParameters(
  { parameters: p, numbers }: EyeBuffers,
  person: EyePerson,
  look: PersonLook,
  conditions: EyeConditions,
  motion: readonly [number, number],
): void {
  p[P.motionX] = motion[0];
  p[P.motionY] = motion[1];
  p[P.gain] = look.gain;
  p[P.blurSide] = look.blurSide;
  p[P.black] = look.black;
  p[P.readVariance] = 0.3 * conditions.noise ** 2;
  p[P.shotVariance] = (0.7 * conditions.noise ** 2) / 128;
  numbers[NUMBER.noiseSeed] = counterHash(conditions.seed, person.seed) | 0;
}
