import { describe, expect, it } from 'vitest';
import { GAZE_FLAG } from '../../shared/gaze.ts';
import { GAZE_LAYOUT } from '../../shared/layouts.ts';
import { GazeRecorder, LONGEST_RECORDING_MS, RECORDING_RATE_HZ } from './gaze-recorder.ts';
import { checkGazeTrace, traceLength } from './gaze-trace.ts';

const START_MS = 1.8e12;
const record = GAZE_LAYOUT.record();

function give(
  recorder: GazeRecorder,
  ms: number,
  yawDeg: number,
  pitchDeg: number,
  valid = true,
  sigma = 0,
): void {
  const [yaw, pitch] = [(yawDeg * Math.PI) / 180, (pitchDeg * Math.PI) / 180];
  record.captureMs[0] = START_MS + ms;
  record.direction.set([Math.sin(yaw) * Math.cos(pitch), Math.sin(pitch), -Math.cos(yaw) * Math.cos(pitch)]);
  record.flags[0] = valid ? GAZE_FLAG.valid : 0;
  record.sigmaDeg[0] = sigma;
  recorder.take(record);
}

function rows(samples: readonly number[]): number[][] {
  return Array.from({ length: samples.length / 3 }, (_, i) => samples.slice(i * 3, i * 3 + 3));
}

describe('GazeRecorder', () => {
  it('keeps nothing before it is started and after it was stopped', () => {
    const recorder = new GazeRecorder();
    give(recorder, 0, 1, 1);
    expect(recorder.recording).toBe(false);
    expect(recorder.stop('x')).toBeNull();
    recorder.start();
    give(recorder, 0, 1, 1);
    expect(recorder.stop('x')).not.toBeNull();
    give(recorder, 10, 1, 1);
    expect(recorder.durationMs).toBe(0);
    expect(recorder.stop('x')).toBeNull();
  });

  it('is a trace that can be replayed, even at 72 Hz, with the directions that were there', () => {
    const recorder = new GazeRecorder();
    recorder.start();
    for (let i = 0; i <= 72; i++) give(recorder, (i * 1000) / 72, i / 10, -i / 20, true, 0.5);
    const trace = recorder.stop('hall')!;
    expect(checkGazeTrace(JSON.parse(JSON.stringify(trace)))).toEqual(trace);
    expect(trace).toMatchObject({ name: 'hall', rateHz: RECORDING_RATE_HZ, seed: null, sigmaDeg: 0.5 });
    expect(traceLength(trace)).toBe(121);
    for (const [i, [yaw, pitch, valid]] of rows(trace.samples).entries()) {
      expect(valid).toBe(1);
      expect(yaw).toBeCloseTo((i * 7.2) / 120, 2);
      expect(pitch).toBeCloseTo((-i * 3.6) / 120, 2);
    }
  });

  it('has blinks and pauses as gaps, and no direction in them', () => {
    const recorder = new GazeRecorder();
    recorder.start();
    for (let ms = 0; ms < 1200; ms += 10) {
      if (ms < 600 || ms >= 1000) give(recorder, ms, 20, 10, ms < 200 || ms >= 300);
    }
    const samples = rows(recorder.stop('hall')!.samples);
    const at = (ms: number) => samples[Math.round((ms * RECORDING_RATE_HZ) / 1000)]!;
    expect(at(100)).toEqual([20, 10, 1]);
    expect(at(250)).toEqual([0, 0, 0]);
    expect(at(400)).toEqual([20, 10, 1]);
    expect(at(700)).toEqual([0, 0, 0]);
    expect(at(900)).toEqual([0, 0, 0]);
    expect(at(1100)).toEqual([20, 10, 1]);
  });

  it('takes a sample that is given again only once', () => {
    const recorder = new GazeRecorder();
    recorder.start();
    for (const ms of [0, 8, 8, 8, 5, 16]) give(recorder, ms, ms, 0);
    expect(rows(recorder.stop('hall')!.samples).map(([yaw]) => yaw)).toEqual([0, 8.333]);
  });

  it('stays within what a trace may hold', () => {
    const recorder = new GazeRecorder();
    recorder.start();
    give(recorder, 0, 85, -85, true, 99);
    const trace = recorder.stop('hall')!;
    expect(trace.samples).toEqual([60, -60, 1]);
    expect(checkGazeTrace(trace).sigmaDeg).toBe(30);
  });

  it('ends after the longest time', () => {
    const recorder = new GazeRecorder();
    recorder.start();
    for (let ms = 0; ms < LONGEST_RECORDING_MS + 5000; ms += 20) give(recorder, ms, 1, 1);
    expect(recorder.full).toBe(true);
    expect(recorder.durationMs).toBe(LONGEST_RECORDING_MS);
    expect(traceLength(recorder.stop('hall')!)).toBe((LONGEST_RECORDING_MS / 1000) * RECORDING_RATE_HZ + 1);
  });

  it('hands out nothing when no eye was seen', () => {
    const recorder = new GazeRecorder();
    recorder.start();
    give(recorder, 0, 1, 1, false);
    expect(recorder.stop('hall')).toBeNull();
  });
});
