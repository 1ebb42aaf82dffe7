import { describe, expect, it } from 'vitest';
import { bytesPerCall, SMALLEST_OBJECT_BYTES } from '../../shared/test-support/allocation.ts';
import { TRACKER_SWITCH } from './gaze-control.ts';
import { GazeEngine } from './gaze-engine.ts';
import { IMAGE_SLOTS } from './image-ring.ts';
import { EXIT_SIGMA_DEG, EXIT_SIGMAS, gazeBench } from './test-support/gaze-bench.ts';

const EXITS = [1, 2, 3, 4, 5, 6];

describe('GazeEngine', () => {
  it('publishes every exit of every image in order, with the number of its image and its own error', () => {
    const { see, control, samples, images, slots } = gazeBench();
    control.switches[0] = TRACKER_SWITCH.calibrated;
    see(0, 0);
    see(8, -5);
    expect(samples.map(({ image, exit }) => [image, exit])).toEqual([
      ...EXITS.map((exit) => [1, exit]),
      ...EXITS.map((exit) => [2, exit]),
    ]);
    for (const [i, { sigmaDeg, valid, confidence }] of samples.entries()) {
      expect(sigmaDeg).toBeCloseTo(EXIT_SIGMA_DEG[i % 6]!, 5);
      expect([valid, confidence]).toEqual([true, 1]);
    }
    const last = samples.at(-1)!;
    expect(Math.hypot(last.yawDeg - 8, last.pitchDeg + 5)).toBeLessThan(0.7);
    expect(last.captureMs).toBe(1020);
    expect(images.map(({ serial, slot }) => [serial, slot])).toEqual([
      [1, 1],
      [2, 2],
    ]);
    expect(Math.min(...slots[2]!)).toBe(20);
    expect(images[1]!.exitMs.every((ms, i, all) => ms > 0 && (i === 0 || ms >= all[i - 1]!))).toBe(true);
  });

  it('says how much less is known without a calibration', () => {
    const { see } = gazeBench();
    expect(see(0, 0)[5]!.sigmaDeg).toBeCloseTo(EXIT_SIGMAS.exitSigmaUncalibratedDeg[5]!, 5);
  });

  it('corrects by the calibration from the next image on', () => {
    const { see, control } = gazeBench();
    const plain = see(5, 5)[5]!;
    control.calibration[0] = 2;
    control.calibration[6] = -1;
    const corrected = see(5, 5)[5]!;
    expect(corrected.yawDeg - plain.yawDeg).toBeCloseTo(2, 4);
    expect(corrected.pitchDeg - plain.pitchDeg).toBeCloseTo(-1, 4);
  });

  it('counts on where its forerunner stopped, and turns the ring', () => {
    const { see, images } = gazeBench(41);
    for (let i = 0; i < 4; i++) see(0, 0);
    expect(images.map(({ serial }) => serial)).toEqual([42, 43, 44, 45]);
    expect(images.map(({ slot }) => slot)).toEqual([0, 1, 2, 0]);
    expect(IMAGE_SLOTS).toBe(3);
  });

  it('leaves an image for a newer eye after exit 2, if it is told to', () => {
    const { see, control, world, images } = gazeBench();
    world.newer = true;
    expect(see(0, 0)).toHaveLength(6);
    control.switches[0] = TRACKER_SWITCH.leaveForNewer;
    expect(see(0, 0).map(({ exit }) => exit)).toEqual([1, 2]);
    expect(images[1]!.exitMs.slice(2)).toEqual([0, 0, 0, 0]);
    world.newer = false;
    expect(see(0, 0)).toHaveLength(6);
  });

  it('gives null samples with low confidence and the last safe direction while the eye is closed', () => {
    const { see } = gazeBench();
    const safe = see(10, 4).at(-1)!;
    for (let i = 0; i < 3; i++) {
      const closed = see(-20, 0, 0);
      expect(closed.map(({ exit }) => exit)).toEqual(EXITS);
      for (const { valid, confidence, yawDeg } of closed) {
        expect([valid, yawDeg]).toEqual([false, safe.yawDeg]);
        expect(confidence).toBeLessThan(0.1);
      }
    }
  });

  it('gives none just before a blink and just after it either', () => {
    const { see } = gazeBench();
    const lids = [1, 1, 0.9, 0.6, 0.2, 0, 0.2, 0.7, 1, 1, 1, 1, 1];
    const valid = lids.map((openness) => see(0, 0, openness).at(-1)!.valid);
    expect(valid).toEqual([...[true, true, true], ...Array(8).fill(false), ...[true, true]]);
  });

  it('gives one null sample for a dropped image, and for one that shows nothing', () => {
    const { see, tracker, images } = gazeBench();
    const safe = see(6, 0).at(-1)!;
    for (const fault of [2, 3]) {
      const [sample, ...more] = see(-10, 0, 1, fault);
      expect(more).toEqual([]);
      expect(sample).toMatchObject({ valid: false, exit: 6, yawDeg: safe.yawDeg });
      expect(sample!.confidence).toBeLessThan(0.1);
    }
    expect(tracker.runs).toBe(1);
    // What was dropped cannot be shown, what shows nothing can.
    expect(images.map(({ serial }) => serial)).toEqual([1, 3]);
    expect(see(-10, 0).at(-1)).toMatchObject({ valid: true, image: 4, saccade: false });
  });

  it('does not call an estimate without a number a gaze', () => {
    const { see, tracker } = gazeBench();
    see(0, 0);
    tracker.errorDeg = () => Number.NaN;
    expect(see(0, 0).every(({ valid }) => !valid)).toBe(true);
  });

  it('flags a saccade by its last exits, and none in a fixation', () => {
    const { see, tracker } = gazeBench();
    tracker.errorDeg = () => 0;
    const path = [...Array(20).fill(0), 3, 8, 13, 15, ...Array(10).fill(15)];
    const flags = path.map((yaw) => see(yaw, 0).at(-1)!.saccade);
    expect(flags.slice(0, 20)).not.toContain(true);
    expect(flags.slice(21, 23)).toEqual([true, true]);
    expect(flags.slice(26)).not.toContain(true);
  });

  it('looks at the whole image first and after a blink, else at a box around the pupil', () => {
    const { see, control, tracker, images } = gazeBench();
    control.switches[0] = TRACKER_SWITCH.crop;
    see(0, 0);
    see(0, 0);
    see(20, 10);
    see(0, 0, 0);
    see(0, 0);
    const [first, second, third, , fifth] = tracker.boxes;
    expect([first, fifth]).toEqual([null, null]);
    expect(second).toMatchObject({ columns: 5, rows: 4 });
    expect(third!.left).toBeGreaterThanOrEqual(second!.left);
    expect(images[0]!.crop).toEqual([0, 0, 128, 96]);
    expect(images[1]!.crop.slice(2)).toEqual([80, 64]);
  });

  it('uses the last gaze again for an unchanged image, if it is told to', () => {
    const { see, control, tracker } = gazeBench();
    const first = see(5, 0).at(-1)!;
    see(5, 0);
    expect(tracker.runs).toBe(2);
    control.reuseBelow[0] = 10;
    const again = see(5, 0);
    expect(tracker.runs).toBe(2);
    expect(again).toHaveLength(1);
    expect(again[0]).toMatchObject({ exit: 6, image: 3, yawDeg: first.yawDeg, valid: true });
    see(20, 0);
    expect(tracker.runs).toBe(3);
  });

  it('tracks nothing where there is no eye', () => {
    const { engine, eye, control, samples } = gazeBench();
    engine.process(eye, control);
    expect(samples).toEqual([]);
  });

  it('makes no objects per image, but for boxed numbers', () => {
    const { eye, control, see, tracker, slots } = gazeBench();
    see(0, 0);
    control.switches[0] = TRACKER_SWITCH.crop;
    const quiet = new GazeEngine(
      {
        tracker: { config: tracker.config, run: steadyRun },
        lens: { shoot: (_eye, _control, image, out) => out.fill(image % 256, 0, 8).length > 0 },
        ...EXIT_SIGMAS,
        saccadeNet: null,
        slots,
        lastImage: 0,
      },
      { sample() {}, image() {}, newer: () => false },
    );
    const bytes = bytesPerCall((round) => {
      eye.captureMs[0] = 2000 + round;
      quiet.process(eye, control);
    });
    // Node's clock boxes each of the eight times that it tells, and calls box the numbers that they hand on.
    expect(bytes).toBeLessThan(24 * SMALLEST_OBJECT_BYTES);
  });
});

const estimate = { exit: 0, yawDeg: 1, pitchDeg: 1, openness: 1, tokens: 48 };

function steadyRun(
  _image: Uint8Array,
  _box: unknown,
  _topK: number,
  onExit: (e: typeof estimate) => 'continue' | 'stop',
): void {
  for (estimate.exit = 1; estimate.exit <= 6; estimate.exit++) onExit(estimate);
}
