import { describe, expect, it } from 'vitest';
import { GAZE_FLAG } from '../../../shared/gaze.ts';
import { LANDING_DEG, LANDING_MS, MOST_SACCADE_MS, SaccadeWatch } from './saccade-watch.ts';

const FIXED = GAZE_FLAG.valid;
const FLYING = GAZE_FLAG.valid | GAZE_FLAG.saccade;

describe('SaccadeWatch', () => {
  it('is in flight while samples say so, and widens by ever less after landing', () => {
    const watch = new SaccadeWatch();
    expect([watch.inFlight, watch.wideningDeg(1000)]).toEqual([false, 0]);
    watch.note(FIXED, 1000);
    expect([watch.inFlight, watch.wideningDeg(1000)]).toEqual([false, 0]);
    watch.note(FLYING, 1010);
    watch.note(FLYING, 1030);
    expect([watch.inFlight, watch.wideningDeg(1030)]).toEqual([true, 0]);
    watch.note(FIXED, 1040);
    expect(watch.inFlight).toBe(false);
    expect(watch.wideningDeg(1040)).toBeCloseTo(LANDING_DEG, 9);
    expect(watch.wideningDeg(1040 + LANDING_MS / 2)).toBeCloseTo(LANDING_DEG / 2, 9);
    expect(watch.wideningDeg(1040 + LANDING_MS)).toBe(0);
  });

  it('is not held up by a detector that is stuck, a blink or samples out of order', () => {
    const watch = new SaccadeWatch();
    watch.note(FLYING, 1000);
    watch.note(FIXED, 990);
    watch.note(0, 1020);
    expect(watch.inFlight).toBe(true);
    watch.note(FLYING, 1000 + MOST_SACCADE_MS);
    expect(watch.inFlight).toBe(false);
    watch.note(FIXED, 1300);
    expect(watch.wideningDeg(1300)).toBeCloseTo(LANDING_DEG, 9);
    watch.note(FLYING, 1310);
    expect(watch.inFlight).toBe(true);
  });
});
