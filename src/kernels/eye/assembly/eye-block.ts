// What the passes read of one image; ../eye-buffers.ts says what each number is, in the same order.

@unmanaged
export class EyeParameters {
  originX: f32;
  originY: f32;
  originZ: f32;
  lidScaleX: f32;
  lidScaleY: f32;
  lidScaleZ: f32;
  tiltCos: f32;
  tiltSin: f32;
  perHalfWidth: f32;
  gap: f32;
  lowerPeak: f32;
  skew: f32;
  overlap: f32;
  perLidSoft: f32;
  skinAlbedo: f32;
  skinShift: f32;
  creaseAt: f32;
  creaseDepth: f32;
  perUpperLash: f32;
  perLowerLash: f32;
  lashAlbedo: f32;
  caruncleAlbedo: f32;
  lidShadow: f32;
  rightX: f32;
  rightY: f32;
  rightZ: f32;
  upX: f32;
  upY: f32;
  upZ: f32;
  axisX: f32;
  axisY: f32;
  axisZ: f32;
  eyeX: f32;
  eyeY: f32;
  eyeZ: f32;
  corneaAt: f32;
  corneaRadius: f32;
  pupilAt: f32;
  eyeballRadius: f32;
  pupilRadius: f32;
  irisRadius: f32;
  perPupilSoft: f32;
  perLimbusSoft: f32;
  irisAlbedo: f32;
  irisContrast: f32;
  pupilAlbedo: f32;
  scleraAlbedo: f32;
  veil: f32;
  motionX: f32;
  motionY: f32;
  blurSide: f32;
  gain: f32;
  black: f32;
  readVariance: f32;
  shotVariance: f32;
}

@unmanaged
export class EyeNumbers {
  width: i32;
  height: i32;
  left: i32;
  top: i32;
  right: i32;
  bottom: i32;
  noiseSeed: i32;
}

/** As in ../eye-buffers.ts. */
export const PAD: i32 = 8;
export const LIGHT_CELL: i32 = 8;
