import { describe, expect, it } from 'vitest';
import { GAZE_FLAG } from '../../shared/gaze.ts';
import { GAZE_LAYOUT } from '../../shared/layouts.ts';
import { directionOfAngles, pitchOf, yawOf } from '../../workers/gaze/angles.ts';
import { GAZE_STATUS } from '../../xr/gaze/gaze-status.ts';
import { createNoticeStore } from '../notices.ts';
import { type CalibrationControlOptions, createCalibrationControl } from './calibration-control.ts';
import { TruthGazeSource } from './truth-gaze-source.ts';

/** How far off the tracker of these tests is, degrees. */
const OFF = { yaw: 3, pitch: -2 };

function setUp(kind: 'replay' | 'pointer') {
  const truth = new TruthGazeSource();
  truth.use({ kind, status: GAZE_STATUS.live, start() {}, stop() {}, sample: () => false });
  const calibrated: (readonly number[] | null)[] = [];
  const files: { name: string; blob: Blob }[] = [];
  const notices = createNoticeStore();
  let now = 1000;
  const options: CalibrationControlOptions = {
    calibrate: (calibration) => calibrated.push(calibration?.coefficients ?? null),
    truth,
    notices,
    log: () => {},
    download: (name, blob) => files.push({ name, blob }),
    nowMs: () => now,
  };
  const control = createCalibrationControl(options);
  const sample = GAZE_LAYOUT.record();
  sample.exit[0] = 6;
  sample.flags[0] = GAZE_FLAG.valid;
  /** One frame in which the eye looks there. */
  const look = (at: ArrayLike<number>) => {
    now += 11;
    sample.captureMs[0] = now;
    directionOfAngles(yawOf(at) + OFF.yaw, pitchOf(at) + OFF.pitch, sample.direction);
    control.frame(sample, at, now);
  };
  return { control, truth, calibrated, files, notices, look };
}

/** Looks at whatever is shown until the run is over. */
function follow({ control, look }: Pick<ReturnType<typeof setUp>, 'control' | 'look'>): void {
  for (let frames = 0; control.store.getState().running && frames < 5000; frames++) {
    look([...control.target.direction]);
  }
}

describe('calibration control', () => {
  it('leads through nine targets and gives the tracker the fit', () => {
    const made = setUp('pointer');
    const { control, calibrated } = made;
    control.start();
    expect(calibrated).toEqual([null]);
    follow(made);
    const { running, fitted, sentence } = control.store.getState();
    expect({ running, fitted }).toEqual({ running: false, fitted: true });
    const [before, after] = [...sentence!.matchAll(/([\d.]+)°/g)].map(([, deg]) => Number(deg));
    expect(before).toBeGreaterThan(3);
    expect(after).toBeLessThan(0.5);
    expect(calibrated.at(-1)).toHaveLength(12);
    expect(control.target.shown).toBe(false);
  });

  it('waits for an eye that looks elsewhere, and says so when it never comes', () => {
    const { control, look } = setUp('pointer');
    control.start();
    for (let i = 0; i < 200; i++) look([0.156, 0, -0.988]);
    expect(control.store.getState().done).toBe(0);
    for (let i = 0; i < 6000; i++) look([0.156, 0, -0.988]);
    expect(control.store.getState()).toMatchObject({ running: false, fitted: false });
    expect(control.store.getState().sentence).toMatch(/^Only 0 of 9 targets were looked at/);
  });

  it('turns the eye itself while a trace is replayed, and lets go of it', () => {
    const made = setUp('replay');
    const { control, truth, look } = made;
    control.start();
    expect(truth.steered).toBe(control.target.direction);
    look([...control.target.direction]);
    control.abort();
    expect(truth.steered).toBeNull();
    expect(control.store.getState().sentence).toMatch(/nothing has changed/);
  });

  it('saves what it has and opens it again', async () => {
    const made = setUp('pointer');
    const { control, calibrated, files } = made;
    control.save();
    expect(files).toEqual([]);
    control.start();
    follow(made);
    const fit = calibrated.at(-1);
    control.save();
    expect(files[0]!.name).toMatch(/^calibration .*\.json$/);
    control.reset();
    expect(calibrated.at(-1)).toBeNull();
    await control.open('mine.json', files[0]!.blob);
    expect(calibrated.at(-1)).toEqual(fit);
    expect(control.store.getState()).toMatchObject({
      fitted: true,
      sentence: 'The calibration in mine.json is used.',
    });
  });

  it('explains a file that cannot be used and keeps what it has', async () => {
    const made = setUp('pointer');
    const { control, calibrated, notices } = made;
    control.start();
    follow(made);
    const fit = calibrated.at(-1);
    for (const text of ['not json', '{"format":"else"}', 'x'.repeat(70_000)]) {
      await control.open('wrong.json', new Blob([text]));
    }
    expect(notices.getState().list.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^wrong\.json cannot be used\. The calibration is not valid JSON\.$/),
      expect.stringMatching(/^wrong\.json cannot be used\. The file is no gaze calibration/),
      expect.stringMatching(/^wrong\.json cannot be used\. The file is too large/),
    ]);
    expect(calibrated.at(-1)).toEqual(fit);
    expect(control.store.getState().fitted).toBe(true);
  });
});
