import { describe, expect, it } from 'vitest';
import { GAZE_LAYOUT } from '../../shared/layouts.ts';
import type { GazeFrame, GazeSource } from '../../xr/gaze/gaze-source.ts';
import { GAZE_STATUS } from '../../xr/gaze/gaze-status.ts';
import { TruthGazeSource } from './truth-gaze-source.ts';

const frame = (nowMs: number): GazeFrame => ({ nowMs, xrFrame: null, session: null, projection: [] });

function looking(x: number) {
  const calls: string[] = [];
  const source: GazeSource = {
    kind: 'pointer',
    status: GAZE_STATUS.live,
    start: () => void calls.push('start'),
    stop: () => void calls.push('stop'),
    sample(_frame, out) {
      out.direction.set([x, 0, -1]);
      return true;
    },
  };
  return { source, calls };
}

describe('TruthGazeSource', () => {
  it('runs the source that is in use, and only that one', () => {
    const truth = new TruthGazeSource();
    const [first, second] = [looking(0.1), looking(0.2)];
    truth.use(first.source);
    expect(first.calls).toEqual([]);
    truth.start();
    truth.use(second.source);
    truth.stop();
    expect(first.calls).toEqual(['start', 'stop']);
    expect(second.calls).toEqual(['start', 'stop']);
    expect(truth.kind).toBe('pointer');
  });

  it('gives what its source gives, unless the eye is steered', () => {
    const truth = new TruthGazeSource();
    const out = GAZE_LAYOUT.record();
    expect(truth.sample(frame(1), out)).toBe(false);
    expect(truth.status.kind).toBe('starting');
    truth.steered = [0, 0, -1];
    expect(truth.sample(frame(2), out)).toBe(true);
    expect([...out.direction, out.captureMs[0]]).toEqual([0, 0, -1, 2]);
    expect(truth.status.kind).toBe('live');
    truth.steered = null;
    truth.use(looking(0.5).source);
    expect(truth.sample(frame(3), out)).toBe(true);
    expect(out.direction[0]).toBe(0.5);
  });
});
