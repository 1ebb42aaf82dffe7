import { describe, expect, it } from 'vitest';
import { GAZE_LAYOUT } from '../../shared/layouts.ts';
import { checkGazeTrace, type GazeTrace, GazeTraceError, traceDirection } from './gaze-trace.ts';
import { ReplayGazeSource } from './replay-gaze-source.ts';

const TRACE: GazeTrace = {
  format: 'saccade-gaze-trace',
  version: 1,
  name: 'test',
  rateHz: 100,
  seed: null,
  sigmaDeg: 0.1,
  samples: [0, 0, 1, 10, 0, 1, 0, 20, 1, 0, 0, 0],
};

describe('checkGazeTrace', () => {
  it('accepts a trace as it comes from a file', () => {
    expect(checkGazeTrace(JSON.parse(JSON.stringify(TRACE)))).toEqual(TRACE);
  });

  it.each([
    ['nothing', null, /not an object/],
    ['another format', { ...TRACE, format: 'x' }, /no gaze trace/],
    ['a later version', { ...TRACE, version: 2 }, /version 2/],
    ['no rate', { ...TRACE, rateHz: 0 }, /rate/],
    ['a bad seed', { ...TRACE, seed: 'a' }, /seed/],
    ['no noise', { ...TRACE, sigmaDeg: Number.NaN }, /noise/],
    ['half a sample', { ...TRACE, samples: [0, 0] }, /three by three/],
    ['no samples', { ...TRACE, samples: [] }, /three by three/],
    ['a wild direction', { ...TRACE, samples: [0, 0, 1, 0, 99, 1] }, /Sample 1 .* 60 degrees/],
    ['a text', { ...TRACE, samples: ['0', 0, 1] }, /Sample 0/],
    ['a half-valid sample', { ...TRACE, samples: [0, 0, 0.5] }, /neither valid/],
  ])('refuses %s in one sentence', (_what, value, message) => {
    expect(() => checkGazeTrace(value)).toThrow(GazeTraceError);
    expect(() => checkGazeTrace(value)).toThrow(message);
  });
});

describe('traceDirection', () => {
  it('has yaw to the right and pitch up', () => {
    const out = new Float64Array(3);
    traceDirection(TRACE, 1, out);
    expect(out[0]).toBeCloseTo(Math.sin(Math.PI / 18), 12);
    traceDirection(TRACE, 2, out);
    expect(out[1]).toBeCloseTo(Math.sin(Math.PI / 9), 12);
  });
});

describe('ReplayGazeSource', () => {
  it('plays in real time, keeps the sample instants and loops', () => {
    const source = new ReplayGazeSource(TRACE);
    const out = GAZE_LAYOUT.record();
    source.start();
    const at = (nowMs: number) => source.sample({ nowMs, xrFrame: null, session: null, projection: [] }, out);
    expect(at(1000)).toBe(true);
    expect(out.direction[0]).toBe(0);
    expect(at(1017)).toBe(true);
    expect(out.captureMs[0]).toBe(1010);
    expect(out.direction[0]).toBeGreaterThan(0.17);
    expect(at(1030)).toBe(false);
    expect(source.status.kind).toBe('gap');
    expect(at(1050)).toBe(true);
    expect(out.captureMs[0]).toBe(1050);
    expect(out.direction[0]).toBeGreaterThan(0.17);
  });
});
