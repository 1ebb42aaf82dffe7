import { describe, expect, it } from 'vitest';
import type { GazeTrace } from '../../src/xr/gaze/gaze-trace.ts';
import { gazeAt, saccadeStarts, stretchWithSaccade } from './trace-gaze.ts';

function trace(samples: number[], rateHz = 100): GazeTrace {
  return { format: 'saccade-gaze-trace', version: 1, name: 't', rateHz, seed: 1, sigmaDeg: 0, samples };
}
const yawOf = ([x, , z]: readonly number[]) => (Math.atan2(x!, -z!) * 180) / Math.PI;

describe('gazeAt', () => {
  const moving = trace([0, 0, 1, 5, 0, 1, 9, 0, 0, 12, 0, 1]);

  it('takes the newest sample that there is at that time, never a later one', () => {
    expect(yawOf(gazeAt(moving, 0.0149))).toBeCloseTo(5);
    expect(yawOf(gazeAt(moving, 0.03))).toBeCloseTo(12);
    expect(Math.hypot(...gazeAt(moving, 0.03))).toBeCloseTo(1);
  });

  it('holds through a blink and before the start, and begins anew after the end', () => {
    expect(yawOf(gazeAt(moving, 0.02))).toBeCloseTo(5);
    expect(yawOf(gazeAt(moving, -0.1))).toBeCloseTo(0);
    expect(yawOf(gazeAt(moving, 0.05))).toBeCloseTo(5);
    expect(gazeAt(trace([7, 7, 0]), 0)).toEqual([0, 0, -1]);
  });
});

describe('stretchWithSaccade', () => {
  // Steady for 10 samples, a saccade of three, steady again, and a blink with a jump that is none.
  const yaw = [...Array(10).fill(0), 3, 7, 9, ...Array(10).fill(9)];
  const samples = [...yaw.flatMap((deg) => [deg, 0, 1]), 20, 0, 0, 20, 0, 1];

  it('finds where the eye begins to move', () => {
    expect(saccadeStarts(trace(samples))).toEqual([0.09]);
  });

  it('begins early enough, counts round, and is zero without a saccade', () => {
    expect(stretchWithSaccade(trace(samples), 3, 0.05)).toBeCloseTo(0.04);
    expect(stretchWithSaccade(trace(samples), 0, 0.5)).toBe(0);
    expect(stretchWithSaccade(trace([0, 0, 1]), 0, 0)).toBe(0);
  });
});
