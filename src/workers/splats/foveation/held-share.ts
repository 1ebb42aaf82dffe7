/**
 * How the share of a chunk's splats follows what level of detail asks for, so that nothing shimmers: a gaze that trembles changes
 * nothing, what comes into the fovea is there within a blink, what leaves it goes slowly.
 */

/** Time constants of a rise and of a fall, ms. */
export const RISE_MS = 60;
export const FALL_MS = 300;
/** Wishes that differ from the last one that was heeded by a smaller part of it are not heeded. */
const HEEDED = 0.04;
/** Nearer to the wish than this part of it, the share is there. */
const THERE = 0.01;

/**
 * The wish to follow: the last one that was heeded, or the new one. All splats are never taken for nearly all.
 * @param heeded, wish shares 0..1
 */
export function heededShare(heeded: number, wish: number): number {
  return wish >= 1 || Math.abs(wish - heeded) > HEEDED * heeded ? wish : heeded;
}

/** Part of a way that is left after `dtMs` with a time constant. */
export function leftAfter(dtMs: number, constantMs: number): number {
  return Math.exp(-Math.max(0, dtMs) / constantMs);
}

/**
 * Next share on the way to a wish.
 * @param riseLeft, fallLeft `leftAfter` of either constant
 */
export function followShare(held: number, wish: number, riseLeft: number, fallLeft: number): number {
  const next = held + (wish - held) * (1 - (wish > held ? riseLeft : fallLeft));
  return Math.abs(next - wish) <= THERE * wish ? wish : next;
}
