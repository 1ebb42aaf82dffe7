import { describe, expect, it } from 'vitest';
import { GAZE_FLAG } from '../../../shared/gaze.ts';
import { VIEW_LAYOUT } from '../../../shared/layouts.ts';
import { EXIT_COUNT } from './exit-radii.ts';
import { GAZE_BASIS, GazeSchedule } from './gaze-schedule.ts';
import { MOST_MARGIN_DEG } from './past-gaze.ts';
import { LANDING_DEG } from './saccade-watch.ts';
import { lowerSafeRadius, upperSafeRadius } from './safe-radius.ts';
import { exitGaze } from './timed-exits.ts';

const SIGMAS = [7.5, 2.25, 1, 0.75, 0.5, 0.5];
const AHEAD = [0, 0, -1];
const ASIDE = [0.6, 0, -0.8];
const { valid, saccade } = GAZE_FLAG;

function viewAt(gazeMs: number, flags: number = 0) {
  const view = VIEW_LAYOUT.record();
  view.radii.set([4, 9, 30]);
  view.floorDeg[0] = 10;
  view.farDeg[0] = 40;
  view.exitSigmaDeg.set(SIGMAS);
  view.gazeDirection.set(AHEAD);
  view.gazeSigmaDeg[0] = 0.5;
  view.gazeMs[0] = gazeMs;
  view.gazeFlags[0] = flags;
  return view;
}

function exitOf(
  exit: number,
  image: number,
  ms: number,
  direction: readonly number[] = ASIDE,
  flags: number = valid,
) {
  const gaze = exitGaze(exit, direction, flags, ms);
  gaze.image[0] = image;
  return gaze;
}

describe('GazeSchedule', () => {
  it('grows the regions from exit to exit: lower radii, and the upper ones of the last', () => {
    const schedule = new GazeSchedule();
    expect(schedule.begin(viewAt(1000, valid))).toBe(false);
    let last = 0;
    for (let exit = 1; exit <= EXIT_COUNT; exit++) {
      expect(schedule.done).toBe(false);
      expect(schedule.take(exitOf(exit, 1, 1001), 1006)).toBe(true);
      const safe = exit === EXIT_COUNT ? upperSafeRadius : lowerSafeRadius;
      const { radii, fullWithinDeg, farDeg } = schedule.regions;
      const expected = [4, 9, 30, 10, 40].map((angle) => safe(angle, SIGMAS[exit - 1]!));
      expect([radii.r4, radii.r3, radii.r2, fullWithinDeg, farDeg]).toEqual(expected);
      expect(radii.r2).toBeGreaterThan(last);
      last = radii.r2;
      expect([schedule.exit, schedule.image, schedule.basis]).toEqual([exit, 1, GAZE_BASIS.exits]);
    }
    expect(schedule.done).toBe(true);
    expect(schedule.gaze[0]).toBeCloseTo(0.6, 6);
    expect(schedule.gazeMs).toBe(1001);
  });

  it('leaves out an exit that is too unsure for every region, and skips those that were overtaken', () => {
    const schedule = new GazeSchedule();
    const view = viewAt(1000);
    view.radii.set([1, 2, 3]);
    view.floorDeg[0] = 0;
    schedule.begin(view);
    const newest = exitOf(1, 1, 1001);
    const asked: number[][] = [];
    const source = {
      newest(image: number, exit: number, out: typeof newest) {
        asked.push([image, exit]);
        if (newest.image[0] === image && newest.exit[0]! <= exit) return false;
        out.words.set(newest.words);
        return true;
      },
      wait: () => true,
    };
    expect(schedule.look(source, 1006)).toBe(false);
    expect([schedule.exit, schedule.done]).toEqual([0, false]);
    newest.words.set(exitOf(4, 1, 1001).words);
    expect(schedule.look(source, 1007)).toBe(true);
    expect(schedule.exit).toBe(4);
    expect(schedule.look(source, 1008)).toBe(false);
    newest.words.set(exitOf(6, 2, 1009).words);
    expect(schedule.look(source, 1010)).toBe(true);
    expect([schedule.exit, schedule.image, schedule.done]).toEqual([6, 2, true]);
    expect(asked).toEqual([
      [0, 0],
      [1, 1],
      [1, 4],
      [1, 4],
    ]);
    newest.words.set(exitOf(1, 3, 1011).words);
    expect(schedule.look(source, 1012)).toBe(false);
    expect(asked.length).toBe(4);
  });

  it('holds what the frame before was drawn around while the eye flies, and widens on landing', () => {
    const schedule = new GazeSchedule();
    schedule.begin(viewAt(1000));
    schedule.take(exitOf(6, 1, 1001), 1006);
    const { r4, r2 } = schedule.regions.radii;
    expect(schedule.begin(viewAt(1010, valid | saccade))).toBe(true);
    expect([schedule.basis, schedule.done, schedule.exit]).toEqual([GAZE_BASIS.held, true, 0]);
    expect(schedule.gaze[0]).toBeCloseTo(0.6, 6);
    expect([schedule.regions.radii.r4, schedule.regions.radii.r2]).toEqual([r4, r2]);

    // Noticed by the tracker in the middle of a frame.
    schedule.begin(viewAt(1020, valid));
    schedule.take(exitOf(6, 2, 1020, AHEAD), 1022);
    schedule.begin(viewAt(1020, valid));
    expect(schedule.take(exitOf(2, 3, 1025, ASIDE, valid | saccade), 1027)).toBe(true);
    expect([schedule.basis, schedule.done, ...schedule.gaze]).toEqual([GAZE_BASIS.held, true, ...AHEAD]);

    schedule.begin(viewAt(1040, valid));
    schedule.take(exitOf(6, 4, 1040), 1042);
    expect(schedule.basis).toBe(GAZE_BASIS.exits);
    expect(schedule.regions.radii.r4).toBeCloseTo(r4 + LANDING_DEG, 6);
    schedule.begin(viewAt(1090, valid));
    schedule.take(exitOf(6, 5, 1090), 1092);
    expect(schedule.regions.radii.r4).toBeCloseTo(r4 + LANDING_DEG / 2, 6);
    schedule.begin(viewAt(1200, valid));
    schedule.take(exitOf(6, 6, 1200), 1202);
    expect(schedule.regions.radii.r4).toBeCloseTo(r4, 6);
  });

  it('falls back on the last gaze that could be relied on, in wider regions, when the eye is closed', () => {
    const schedule = new GazeSchedule();
    schedule.begin(viewAt(1000));
    schedule.take(exitOf(6, 1, 1001), 1006);
    const { r4 } = schedule.regions.radii;
    let last = r4;
    for (const now of [1100, 1200]) {
      schedule.begin(viewAt(now, 0));
      expect(schedule.take(exitOf(2, now, now, AHEAD, 0), now)).toBe(false);
      expect(schedule.done).toBe(false);
      expect(schedule.take(exitOf(6, now, now, AHEAD, 0), now)).toBe(true);
      expect([schedule.basis, schedule.exit, schedule.gazeMs]).toEqual([GAZE_BASIS.past, 0, 1001]);
      expect(schedule.gaze[0]).toBeCloseTo(0.6, 6);
      expect(schedule.regions.radii.r4).toBeGreaterThan(last);
      last = schedule.regions.radii.r4;
    }
    schedule.begin(viewAt(90_000, 0));
    schedule.usePast(90_000);
    expect(schedule.regions.radii.r4).toBeCloseTo(r4 + MOST_MARGIN_DEG, 6);
  });

  it('draws one pixel in sixteen at first only where a past gaze leaves no doubt', () => {
    const schedule = new GazeSchedule();
    schedule.begin(viewAt(1000, 0));
    expect(schedule.first.farDeg).toBe(Number.POSITIVE_INFINITY);
    schedule.begin(viewAt(1000, valid));
    expect(schedule.first.farDeg).toBe(40 + MOST_MARGIN_DEG);
    expect(Array.from(schedule.pastGaze)).toEqual(AHEAD);
    expect(schedule.first.radii).toEqual({ r4: 0, r3: 0, r2: 0 });
  });
});
