import { PerspectiveCamera } from 'three';
import { describe, expect, it } from 'vitest';
import { allocateMailbox } from '../../../shared/bridge.ts';
import { GAZE_FLAG } from '../../../shared/gaze.ts';
import { GAZE_LAYOUT, VIEW_LAYOUT } from '../../../shared/layouts.ts';
import { presetNamed } from '../../../workers/splats/foveation/default-presets.ts';
import { GAZE_BASIS } from '../../../workers/splats/foveation/gaze-schedule.ts';
import { MailboxExits } from '../../../workers/splats/foveation/mailbox-exits.ts';
import { writePreset } from '../../../workers/splats/foveation/presets.ts';
import { exitGaze } from '../../../workers/splats/foveation/timed-exits.ts';
import { VIEW_MODE } from '../../../workers/splats/foveation/view-options.ts';
import { DEFAULT_DISPLAY } from '../display-settings.ts';
import { LiveSchedule } from './live-schedule.ts';
import { LiveView } from './live-view.ts';

const AHEAD = [0, 0, -1];
const ASIDE = [0.6, 0, -0.8];

/** A page without waits: this thread may not block. */
function desk() {
  const tracked = allocateMailbox(GAZE_LAYOUT, false);
  const live = new LiveSchedule(new MailboxExits(tracked, false));
  const record = VIEW_LAYOUT.record();
  record.mode[0] = VIEW_MODE.a3fr;
  record.schedule[0] = 1;
  record.headOrientation[3] = 1;
  record.exitSigmaDeg.set([6, 2, 1, 0.75, 0.5, 0.5]);
  writePreset(presetNamed('narrow'), record);
  const camera = new PerspectiveCamera(90, 1.5, 0.1, 100);
  camera.updateMatrixWorld();
  const view = new LiveView();
  view.follow(camera, 960, 640, DEFAULT_DISPLAY);
  const levels = new Uint8Array(view.tileCount);
  return {
    ...{ live, record, view, levels },
    publish(
      image: number,
      exit: number,
      direction: readonly number[],
      ms: number,
      flags: number = GAZE_FLAG.valid,
    ) {
      const gaze = exitGaze(exit, direction, flags, ms);
      gaze.image[0] = image;
      tracked.publish(gaze);
    },
    start(ms: number) {
      live.begin(record, ms);
      view.choose(levels, null, live.schedule.gaze, record.headOrientation, live.schedule.regions);
      if (live.look(ms)) live.add(view, record.headOrientation, 0);
    },
    before: (pass: number, ms: number) => live.look(ms) && live.add(view, record.headOrientation, pass),
    at: (x: number, y: number) => levels[Math.floor(y / 32) * 30 + Math.floor(x / 32)],
  };
}

describe('LiveSchedule', () => {
  it('begins with the best gaze there is, not with the newest, less sure one', () => {
    const { publish, start, at, live } = desk();
    publish(1, 6, AHEAD, 1000);
    start(1004);
    expect([at(480, 320), live.schedule.exit]).toEqual([4, 6]);
    publish(2, 1, AHEAD, 1012);
    start(1013);
    expect([at(480, 320), live.schedule.exit]).toEqual([4, 1]);
  });

  it('adds what an exit asks for that comes between passes, and takes nothing away', () => {
    const { publish, start, before, at, levels, live } = desk();
    publish(1, 6, AHEAD, 1000);
    start(1004);
    publish(2, 2, ASIDE, 1008);
    start(1009);
    expect([at(480, 320), at(720, 320)]).toEqual([4, 4]);
    publish(3, 2, AHEAD, 1016);
    start(1017);
    const first = levels.slice();
    expect(before(1, 1018)).toBe(false);
    publish(3, 6, ASIDE, 1016);
    expect(before(2, 1019)).toBe(true);
    expect(at(720, 320)).toBe(4);
    expect(levels.every((level, tile) => level >= first[tile]!)).toBe(true);
    expect([live.schedule.exit, live.schedule.done]).toEqual([6, true]);
    publish(4, 1, AHEAD, 1020);
    expect(before(3, 1020)).toBe(false);
  });

  it('stays where the eye took off while it flies, and around the last gaze when it is closed', () => {
    const { publish, start, before, at, live, record } = desk();
    publish(1, 6, AHEAD, 1000);
    start(1004);
    record.gazeFlags[0] = GAZE_FLAG.valid | GAZE_FLAG.saccade;
    record.gazeMs[0] = 1010;
    publish(2, 6, ASIDE, 1010, GAZE_FLAG.valid | GAZE_FLAG.saccade);
    start(1012);
    expect([live.schedule.basis, at(480, 320)]).toEqual([GAZE_BASIS.held, 4]);
    expect(at(720, 320)).toBeLessThan(4);
    expect(before(1, 1013)).toBe(false);
    const closed = desk();
    closed.publish(1, 6, AHEAD, 1000);
    closed.start(1004);
    closed.publish(2, 6, ASIDE, 1010, 0);
    closed.start(1100);
    expect([closed.live.schedule.basis, closed.at(480, 320)]).toEqual([GAZE_BASIS.past, 4]);
  });
});
