import type { Pose, View } from './pose.ts';

/** Fixations last this many poses of a path before the next saccade. */
const POSES_PER_FIXATION = 3;
/** Largest angles of fixations from straight ahead, degrees: where eyes stay without turning the head. */
const REACH_DEG = [14, 10] as const;

/** Adds a replayed gaze to a camera path: seeded fixations, uniform over the region that eyes reach in comfort. */
export function withGaze(poses: readonly Pose[], seed: number): View[] {
  const random = generator(seed);
  let gaze: View['gaze'] = [0, 0, -1];
  return poses.map((pose, i) => {
    if (i % POSES_PER_FIXATION === 0) gaze = fixation(random);
    return { ...pose, gaze };
  });
}

function fixation(random: () => number): View['gaze'] {
  const x = Math.tan(((2 * random() - 1) * REACH_DEG[0] * Math.PI) / 180);
  const y = Math.tan(((2 * random() - 1) * REACH_DEG[1] * Math.PI) / 180);
  const length = Math.hypot(x, y, 1);
  return [x / length, y / length, -1 / length];
}

/** Mulberry32: uniform numbers in 0..1. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
