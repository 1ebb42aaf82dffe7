/** Luminance of a white pixel on a headset's display, cd/m². */
const WHITE_CD_M2 = 100;
/** Of a scene that nothing is known of: a dim room on that display. */
const UNKNOWN_CD_M2 = 12;
const GAMMA = 2.2;
/** Time in which a pupil comes most of the way to a new size, ms; narrowing takes less than widening. */
const NARROWING_MS = 400;
const WIDENING_MS = 1500;

/** Diameter of a pupil that has adapted to a luminance in cd/m², mm (Moon and Spencer 1944, as in Watson and Yellott 2012). */
export function pupilDiameterMm(luminance: number): number {
  return 4.9 - 3 * Math.tanh(0.4 * Math.log10(Math.max(luminance, 1e-6)));
}

/** Luminance of pixels whose mean value is known, 0..255; NaN = nothing is known. */
export function luminanceOf(meanValue: number): number {
  return Number.isNaN(meanValue) ? UNKNOWN_CD_M2 : WHITE_CD_M2 * (meanValue / 255) ** GAMMA;
}

/** The diameter a time later, on the way to another one. */
export function adaptPupil(fromMm: number, toMm: number, elapsedMs: number): number {
  const time = toMm < fromMm ? NARROWING_MS : WIDENING_MS;
  return toMm + (fromMm - toMm) * Math.exp(-elapsedMs / time);
}
