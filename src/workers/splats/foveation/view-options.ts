/** Values of `view.mode`. */
export const VIEW_MODE = { full: 0, a3fr: 1 } as const;

/** Bits of `view.options`. */
export const VIEW_OPTION = {
  /** Fewer splats of chunks far from the gaze. */
  levelOfDetail: 1,
  /** One pixel in sixteen in the far periphery. */
  sixteenth: 2,
  /** All pixels near the gaze, whatever the content there; without it the paper's rule alone decides. */
  foveaFloor: 4,
} as const;

/** Within this angle of the gaze `foveaFloor` keeps all pixels, degrees. */
export const FOVEA_FLOOR_DEG = 10;
