import type { GazeAngles } from '../angles.ts';

/** Farthest targets from the middle, degrees: within what a headset shows, and far enough out for the quadratic terms. */
export const TARGET_REACH = { yawDeg: 18, pitchDeg: 15 } as const;

/** In this order any first five or more are spread well: the middle, the corners, the sides. */
const PLACES = [
  [0, 0],
  [-1, 1],
  [1, -1],
  [1, 1],
  [-1, -1],
  [0, 1],
  [0, -1],
  [-1, 0],
  [1, 0],
] as const;

/**
 * Targets of a calibration, in the order in which they are shown.
 * @param count 5 to 9 @throws RangeError for another count
 */
export function calibrationTargets(
  count: number = PLACES.length,
  reach: GazeAngles = TARGET_REACH,
): GazeAngles[] {
  if (!Number.isInteger(count) || count < 5 || count > PLACES.length) {
    throw new RangeError(`A calibration has 5 to ${PLACES.length} targets, not ${count}.`);
  }
  return PLACES.slice(0, count).map(([x, y]) => ({
    yawDeg: x * reach.yawDeg,
    pitchDeg: y * reach.pitchDeg,
  }));
}
