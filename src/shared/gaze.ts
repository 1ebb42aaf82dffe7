/** Where a gaze sample comes from. The order is part of the mailbox format: append only. */
export const GAZE_SOURCES = ['none', 'webxr', 'pointer', 'head', 'replay', 'camera', 'custom'] as const;
export type GazeSourceKind = (typeof GAZE_SOURCES)[number];

/** Code that stands for a source in a mailbox. */
export function gazeSourceCode(kind: GazeSourceKind): number {
  return GAZE_SOURCES.indexOf(kind);
}

/** Source of a mailbox code; unknown codes read as `none`. */
export function gazeSourceOf(code: number): GazeSourceKind {
  return GAZE_SOURCES[code] ?? 'none';
}

/** Bits of `gaze.flags`. */
export const GAZE_FLAG = {
  /** The direction is usable. Clear while the eye is closed, tracking is lost or permission was withdrawn. */
  valid: 1,
  /** The eye is in a saccade: what is seen now is suppressed, and the direction is about to change. */
  saccade: 2,
  /** There was no image of the eye, or it showed nothing: it is not the lid that is in the way. Never set with `valid`. */
  blind: 4,
} as const;
