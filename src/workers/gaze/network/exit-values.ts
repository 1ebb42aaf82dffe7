import type { ExitEstimate } from '../tracker.ts';

const DEGREES = 180 / Math.PI;

/** An estimate to be filled again and again. */
export function makeEstimate(): ExitEstimate {
  return { exit: 0, yawDeg: 0, pitchDeg: 0, openness: 0, tokens: 0 };
}

/** Fills an estimate from what the head gives, from `at` on: yaw and pitch in radians, and the logit of an open eye. */
export function writeEstimate(
  out: ExitEstimate,
  exit: number,
  tokens: number,
  head: ArrayLike<number>,
  at = 0,
) {
  out.exit = exit;
  out.tokens = tokens;
  out.yawDeg = head[at]! * DEGREES;
  out.pitchDeg = head[at + 1]! * DEGREES;
  out.openness = 1 / (1 + Math.exp(-head[at + 2]!));
}
