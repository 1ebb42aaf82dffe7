/**
 * Kappa, the angle between the visual and the optical axis, of the population, degrees: 5° nasal and 1.5° up (textbook values; see
 * `eye-person.ts`). For a right eye nasal is to the left.
 */
export const POPULATION_KAPPA = { yawDeg: -5, pitchDeg: 1.5 } as const;

/** 1, u, v, u², uv, v² of the optical angles in units of `SCALE_DEG`. */
export const TERMS = 6;
/** Numbers of a calibration: the corrections in yaw, then in pitch, degrees a term. All zero = the population's kappa alone. */
export const CALIBRATION_COEFFICIENTS = 2 * TERMS;
/** Keeps all terms of the same order. */
const SCALE_DEG = 20;

const RAD = Math.PI / 180;
/** Visual axis of the population in the eye's own frame, whose optical axis is -z. */
const X = Math.sin(POPULATION_KAPPA.yawDeg * RAD) * Math.cos(POPULATION_KAPPA.pitchDeg * RAD);
const Y = Math.sin(POPULATION_KAPPA.pitchDeg * RAD);
const Z = -Math.cos(POPULATION_KAPPA.yawDeg * RAD) * Math.cos(POPULATION_KAPPA.pitchDeg * RAD);

/** Writes the terms (6) for optical angles in degrees. */
export function calibrationTerms(yawDeg: number, pitchDeg: number, out: Float64Array): void {
  const u = yawDeg / SCALE_DEG;
  const v = pitchDeg / SCALE_DEG;
  out[0] = 1;
  out[1] = u;
  out[2] = v;
  out[3] = u * u;
  out[4] = u * v;
  out[5] = v * v;
}

/**
 * Visual yaw and pitch (2) of an eye with the population's kappa whose optical axis has these angles, degrees. The visual axis is fixed
 * in the eye, which turns about the vertical and then about its own horizontal axis (Fick), without torsion.
 */
export function populationVisual(yawDeg: number, pitchDeg: number, out: Float64Array): void {
  const sine = Math.sin(pitchDeg * RAD);
  const cosine = Math.cos(pitchDeg * RAD);
  out[0] = yawDeg + Math.atan2(X, -(Y * sine + Z * cosine)) / RAD;
  out[1] = Math.asin(Y * cosine - Z * sine) / RAD;
}

/** Inverse of `populationVisual`. */
export function populationOptical(yawDeg: number, pitchDeg: number, out: Float64Array): void {
  const height = Math.sin(pitchDeg * RAD) / Math.hypot(Y, Z);
  const pitch = Math.asin(Math.max(-1, Math.min(1, height))) - Math.atan2(Y, -Z);
  const back = Y * Math.sin(pitch) + Z * Math.cos(pitch);
  out[0] = yawDeg - Math.atan2(X, -back) / RAD;
  out[1] = pitch / RAD;
}

const terms = new Float64Array(TERMS);

/**
 * Visual angles (2) of a person, degrees: the population's, corrected by a polynomial of the optical angles. Allocates nothing.
 * @param coefficients (12)
 */
export function calibratedVisual(
  coefficients: ArrayLike<number>,
  yawDeg: number,
  pitchDeg: number,
  out: Float64Array,
): void {
  calibrationTerms(yawDeg, pitchDeg, terms);
  let yaw = 0;
  let pitch = 0;
  for (let i = 0; i < TERMS; i++) {
    yaw += coefficients[i]! * terms[i]!;
    pitch += coefficients[TERMS + i]! * terms[i]!;
  }
  populationVisual(yawDeg, pitchDeg, out);
  out[0] = out[0]! + yaw;
  out[1] = out[1]! + pitch;
}
