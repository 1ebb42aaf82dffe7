import { describe, expect, it } from 'vitest';
import type { Bounds } from '../splats/pose.ts';
import { walkingPose } from './walking-path.ts';

const FRAME_S = 1 / 90;

const ROOM = { eyes: [0, 1.6, 0], look: [0.12, 1.2, -3] } as const;

describe.each([
  ['round a thing', null],
  ['in a room', ROOM],
] as const)('a walk %s', (_, stand) => {
  it.each([[[-1, 0, -1, 1, 2, 1]], [[-0.1, 0, -0.1, 0.1, 0.1, 0.1]], [[-20, -2, -30, 20, 6, 30]]] as [
    Bounds,
  ][])('moves as a head does in %j', (bounds) => {
    for (let frame = 0; frame < 270; frame++) {
      const a = walkingPose(stand, bounds, frame * FRAME_S);
      const b = walkingPose(stand, bounds, (frame + 1) * FRAME_S);
      const speed = Math.hypot(...a.position.map((v, i) => v - b.position[i]!)) / FRAME_S;
      const dot = a.orientation.reduce((sum, v, i) => sum + v * b.orientation[i]!, 0);
      const turnDeg = ((2 * Math.acos(Math.min(1, Math.abs(dot)))) / Math.PI) * 180;
      expect(speed).toBeGreaterThan(0.005);
      expect(speed).toBeLessThan(1.3);
      expect(turnDeg / FRAME_S).toBeLessThan(130);
      expect(Math.hypot(...a.orientation)).toBeCloseTo(1, 6);
    }
  });
});
