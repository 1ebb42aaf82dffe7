/** Splats as plain arrays, all in one y-up world frame; structurally what the file decoders return. */
export interface SplatCloud {
  readonly count: number;
  /** Centres, metres, (count, 3). */
  readonly positions: ArrayLike<number>;
  /** Standard deviations along the own axes, metres, (count, 3). */
  readonly scales: ArrayLike<number>;
  /** Unit quaternions x, y, z, w, (count, 4). */
  readonly rotations: ArrayLike<number>;
  /** Degree-0 colour 0.5 + 0.28209479 f_dc, not clamped, (count, 3). */
  readonly colors: ArrayLike<number>;
  /** 0..1, (count). */
  readonly opacities: ArrayLike<number>;
  readonly shDegree: 0 | 1 | 2 | 3;
  /** Coefficients of degrees 1 and up, (count, 3 | 8 | 15, rgb); null at degree 0. */
  readonly shRest: ArrayLike<number> | null;
}

/** One eye: pose in the world, frustum and image size. Eye space is x right, y up, looking along -z. */
export interface EyeView {
  /** Metres. */
  readonly position: ArrayLike<number>;
  /** Unit quaternion x, y, z, w, eye to world. */
  readonly orientation: ArrayLike<number>;
  /** Tangents of the half angles, all positive for an ordinary frustum. */
  readonly left: number;
  readonly right: number;
  readonly up: number;
  readonly down: number;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}
