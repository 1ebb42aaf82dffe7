/** Which way is up in a file's own frame. Everything past the scene builder is y-up. */
export const UP_AXES = ['y-up', 'y-down', 'z-up', 'z-down'] as const;
export type UpAxis = (typeof UP_AXES)[number];
/** What a person may say about a file: its format's own convention, or an axis. */
export type UpChoice = 'auto' | UpAxis;

/**
 * Decoded splats as plain numbers, before chunking: what every file decoder returns and the scene builder takes.
 * Arrays are owned by the value and may be transferred.
 */
export interface RawSplats {
  readonly count: number;
  /** Centres, metres, (count, 3). */
  readonly positions: Float32Array;
  /** Standard deviations along the own axes, metres, linear, (count, 3). */
  readonly scales: Float32Array;
  /** Unit quaternions x, y, z, w, (count, 4). */
  readonly rotations: Float32Array;
  /** Degree-0 colour 0.5 + 0.28209479 f_dc, not clamped, sRGB-encoded as captured, (count, 3). */
  readonly colors: Float32Array;
  /** Opacity after the sigmoid, 0..1, (count). */
  readonly opacities: Float32Array;
  /** Highest degree of spherical harmonics that `shRest` holds. */
  readonly shDegree: 0 | 1 | 2 | 3;
  /** Coefficients of degrees 1 and up as (count, coefficients 3 | 8 | 15, rgb); null at degree 0. */
  readonly shRest: Float32Array | null;
  readonly up: UpAxis;
  /** Splats of the file that were left out because they cannot be drawn; none where it is missing. */
  readonly dropped?: number;
}

/** Number of coefficients above degree 0 for one colour channel. */
export function shRestCount(degree: 0 | 1 | 2 | 3): 0 | 3 | 8 | 15 {
  return ([0, 3, 8, 15] as const)[degree];
}

/** A file that cannot be opened. The message is one sentence that names the file and the reason. */
export class SplatFileError extends Error {
  override readonly name = 'SplatFileError';
}

/** Progress of one long job. */
export interface LoadProgress {
  readonly stage: 'download' | 'decode' | 'order' | 'write' | 'ready';
  /** 0..1 within the stage; NaN while the total is unknown. */
  readonly fraction: number;
  readonly bytes: number;
}
