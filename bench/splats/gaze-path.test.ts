import { describe, expect, it } from 'vitest';
import { withGaze } from './gaze-path.ts';
import type { Pose } from './pose.ts';

const POSES: Pose[] = Array.from({ length: 30 }, () => ({ position: [0, 0, 0], orientation: [0, 0, 0, 1] }));

describe('withGaze', () => {
  it('gives unit vectors ahead, within comfortable reach', () => {
    for (const { gaze } of withGaze(POSES, 1)) {
      expect(Math.hypot(...gaze)).toBeCloseTo(1, 12);
      expect(Math.abs(Math.atan2(gaze[0], -gaze[2])) * 57.3).toBeLessThanOrEqual(14.01);
      expect(Math.abs(Math.atan2(gaze[1], -gaze[2])) * 57.3).toBeLessThanOrEqual(10.01);
    }
  });

  it('fixates, then jumps, and repeats with the same seed only', () => {
    const views = withGaze(POSES, 7);
    expect(views[0]!.gaze).toEqual(views[2]!.gaze);
    expect(views[2]!.gaze).not.toEqual(views[3]!.gaze);
    expect(withGaze(POSES, 7)).toEqual(views);
    expect(withGaze(POSES, 8)).not.toEqual(views);
  });
});
