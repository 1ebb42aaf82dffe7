import { describe, expect, it } from 'vitest';
import { FRAME_LAYOUT } from '../../shared/layouts.ts';
import { FrameStats } from './frame-stats.ts';

describe('FrameStats', () => {
  it('measures intervals, callback time and ages', () => {
    const stats = new FrameStats();
    const record = FRAME_LAYOUT.record();
    for (let i = 0; i < 10; i++) {
      const now = 1000 + 16 * i;
      stats.frameStarted(now);
      if (i % 2 === 0) {
        record.finishedMs[0] = now - 3;
        record.captureMs[0] = now - 40;
        record.gazeMs[0] = now - 45;
        record.stageMs[3] = 7 + i;
        stats.pictureShown(record);
      }
      stats.frameEnded(now + 2);
    }
    const snapshot = stats.snapshot();
    expect(snapshot.displayFrames).toBe(10);
    expect(snapshot.splatFrames).toBe(5);
    expect(snapshot.displayMs).toEqual({ last: 16, median: 16, p95: 16 });
    expect(snapshot.splatMs.median).toBe(32);
    expect(snapshot.callbackMs.median).toBe(2);
    expect(snapshot.poseAgeMs).toEqual({ last: 58, median: 42, p95: 58 });
    expect(snapshot.gazeAgeMs.median).toBe(47);
    expect(snapshot.stageMs.blend.last).toBe(15);
  });

  it('does not count an end without a start, nor a pause as a frame', () => {
    const stats = new FrameStats();
    stats.frameEnded(5);
    expect(stats.snapshot().displayFrames).toBe(0);
    stats.frameStarted(10);
    stats.frameEnded(11);
    stats.frameEnded(12);
    stats.frameStarted(50_000);
    stats.frameEnded(50_001);
    const snapshot = stats.snapshot();
    expect(snapshot.displayFrames).toBe(2);
    expect(snapshot.displayMs.last).toBeNaN();
    expect(snapshot.callbackMs.p95).toBe(1);
  });

  it('has no gaze age for a picture that was made without gaze', () => {
    const stats = new FrameStats();
    stats.frameStarted(10);
    stats.pictureShown(FRAME_LAYOUT.record());
    stats.frameEnded(11);
    expect(stats.snapshot().gazeAgeMs.last).toBeNaN();
  });
});
