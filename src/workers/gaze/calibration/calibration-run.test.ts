import { describe, expect, it } from 'vitest';
import { GAZE_FLAG } from '../../../shared/gaze.ts';
import { GAZE_LAYOUT } from '../../../shared/layouts.ts';
import { directionOfAngles, type GazeAngles } from '../angles.ts';
import { CalibrationRun } from './calibration-run.ts';
import { calibrationTargets } from './calibration-targets.ts';

/** What an uncalibrated tracker is off by for this person, degrees. */
const OFF = { yawDeg: 1.5, pitchDeg: -1 };

function person(run: CalibrationRun) {
  const record = GAZE_LAYOUT.record();
  let ms = 1000;
  return {
    get ms() {
      return ms;
    },
    /** The person looks somewhere for a while; a sample comes every 10 ms. */
    look(at: GazeAngles, forMs: number, flags: number = GAZE_FLAG.valid, exit = 6) {
      for (const end = ms + forMs; ms < end; ) {
        ms += 10;
        directionOfAngles(at.yawDeg + OFF.yawDeg, at.pitchDeg + OFF.pitchDeg, record.direction);
        record.captureMs[0] = ms;
        record.flags[0] = flags;
        record.exit[0] = exit;
        run.take(record);
        run.tick(ms);
      }
    },
  };
}

describe('CalibrationRun', () => {
  it('leads through its targets, shows progress and finds what the person is off by', () => {
    const run = new CalibrationRun(calibrationTargets(), 1000);
    const { look } = person(run);
    let last = -1;
    for (let i = 0; run.running && i < 40; i++) {
      look(run.target!, 500);
      expect(run.progress).toBeGreaterThanOrEqual(last);
      last = run.progress;
    }
    expect(run.phase).toBe('done');
    expect(run.target).toBeNull();
    const { coefficients, report } = run.result!;
    expect(coefficients[0]).toBeCloseTo(-OFF.yawDeg, 1);
    expect(coefficients[6]).toBeCloseTo(-OFF.pitchDeg, 1);
    expect(report.beforeDeg).toBeGreaterThan(1.5);
    expect(report.meanDeg).toBeLessThan(0.15);
  });

  it('does not count the way to a target, saccades, blinks or early exits', () => {
    const run = new CalibrationRun(calibrationTargets(5), 1000);
    const eye = person(run);
    eye.look({ yawDeg: 20, pitchDeg: 20 }, 400);
    expect(run.phase).toBe('landing');
    eye.look(run.target!, 300);
    expect(run.phase).toBe('collecting');
    eye.look({ yawDeg: 9, pitchDeg: 9 }, 20, GAZE_FLAG.valid | GAZE_FLAG.saccade);
    expect(run.phase).toBe('landing');
    eye.look(run.target!, 300);
    eye.look({ yawDeg: -30, pitchDeg: 0 }, 100, 0);
    eye.look({ yawDeg: -30, pitchDeg: 0 }, 100, GAZE_FLAG.valid, 3);
    expect([run.phase, run.targetIndex]).toEqual(['collecting', 0]);
    eye.look(run.target!, 60);
    expect(run.targetIndex).toBe(1);
  });

  it('starts a target over when the gaze strays', () => {
    const run = new CalibrationRun(calibrationTargets(5), 1000);
    const { look } = person(run);
    look(run.target!, 900);
    look({ yawDeg: 8, pitchDeg: 0 }, 100);
    look(run.target!, 400);
    expect(run.targetIndex).toBe(0);
    look(run.target!, 200);
    expect(run.targetIndex).toBe(1);
  });

  it('gives up targets that nobody looks at, and fails when they are too many', () => {
    const run = new CalibrationRun(calibrationTargets(5), 1000);
    const { look } = person(run);
    while (run.running) {
      if (run.targetIndex < 2) look(run.target!, 500);
      else look(run.target!, 500, 0);
    }
    expect(run.phase).toBe('failed');
    expect(run.problem).toMatch(/Only 2 of 5 targets/);
    expect(run.result).toBeNull();
  });

  it('ends at once when it is told to', () => {
    const run = new CalibrationRun(calibrationTargets(5), 1000);
    const { look } = person(run);
    look(run.target!, 2000);
    run.abort();
    look({ yawDeg: 0, pitchDeg: 0 }, 1000);
    expect([run.phase, run.result, run.target, run.progress]).toEqual(['aborted', null, null, 1]);
  });

  it('has 5 to 9 targets', () => {
    expect(() => calibrationTargets(4)).toThrow(/5 to 9 targets, not 4/);
    expect(calibrationTargets(9)).toHaveLength(9);
  });
});
