/**
 * How drawing a splat gets cheaper with its angle to the gaze, where the GPU draws splat by splat (`quads`): a quad that is cut off
 * nearer to the centre, faint splats left out, colour that no longer turns with the direction of view.
 */
export interface GradeOptions {
  /** Foveal values up to here, degrees. */
  readonly startDeg: number;
  /** Peripheral values from here on; between the two they are mixed evenly. */
  readonly endDeg: number;
  /** Cut-off of the Gaussian in standard deviations: foveal, peripheral. */
  readonly maxStdDev: readonly [number, number];
  /** Splats fainter than this at their middle are left out: foveal, peripheral, 0..1. */
  readonly minAlpha: readonly [number, number];
  /** Harmonics of every degree nearer than this, degrees; degree 1 alone beyond. */
  readonly fullHarmonicsDeg: number;
  /** No harmonics from here on. */
  readonly someHarmonicsDeg: number;
}

/** Share 0..1 of the peripheral values at an angle. */
export function gradeAt(eccentricityDeg: number, { startDeg, endDeg }: GradeOptions): number {
  return Math.min(1, Math.max(0, (eccentricityDeg - startDeg) / Math.max(1e-6, endDeg - startDeg)));
}
