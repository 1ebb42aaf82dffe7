import { describe, expect, it } from 'vitest';
import { GAZE_FLAG } from '../../../src/shared/gaze.ts';
import { GAZE_LAYOUT } from '../../../src/shared/layouts.ts';
import { nowMs } from '../../../src/shared/time.ts';
import { exitGaze, TimedExits } from '../../../src/workers/splats/foveation/timed-exits.ts';
import { ImageExits } from './image-exits.ts';

const AHEAD = [0, 0, -1];

describe('ImageExits', () => {
  it('passes over what an earlier image has left behind', () => {
    const timed = new TimedExits([{ afterMs: 0, gaze: exitGaze(6, AHEAD, GAZE_FLAG.valid, 1) }]);
    const exits = new ImageExits(timed);
    const out = GAZE_LAYOUT.record();
    timed.start();
    exits.begin(2, 6);
    expect(exits.newest(0, 0, out)).toBe(false);
    timed.start();
    expect(exits.newest(0, 0, out)).toBe(true);
    expect(out.exit[0]).toBe(6);
    expect(exits.newest(2, 6, out)).toBe(false);
  });

  it('holds a renderer that has begun to wait until the last exit is there, and says for how long', () => {
    const timed = new TimedExits([
      { afterMs: 0, gaze: exitGaze(5, AHEAD, GAZE_FLAG.valid, 1) },
      { afterMs: 40, gaze: exitGaze(6, AHEAD, GAZE_FLAG.valid, 1) },
    ]);
    const exits = new ImageExits(timed);
    const out = GAZE_LAYOUT.record();
    timed.start();
    exits.begin(1, 6);
    expect(exits.newest(0, 0, out)).toBe(true);
    expect(exits.newest(1, 5, out)).toBe(false);
    exits.wait(nowMs() + 1);
    expect(exits.newest(1, 5, out)).toBe(true);
    expect(out.exit[0]).toBe(6);
    expect(exits.heldMs).toBeGreaterThan(20);
    expect(exits.newest(1, 6, out)).toBe(false);
  });
});
