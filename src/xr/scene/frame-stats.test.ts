import { describe, expect, it } from 'vitest';
import { FRAME_LAYOUT, LIST_LAYOUT } from '../../shared/layouts.ts';
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

  it('measures draw lists: their age in ms, frames and degrees, and what they submit', () => {
    const stats = new FrameStats();
    const list = LIST_LAYOUT.record();
    list.scene[0] = 1;
    for (let i = 0; i < 12; i++) {
      const now = 1000 + 10 * i;
      stats.frameStarted(now);
      if (i % 2 === 0) {
        list.serial[0] = i + 1;
        // Of the view that the frame before last published.
        list.captureMs[0] = now - 20 + 1;
        list.finishedMs[0] = now - 12;
        list.count[0] = 600;
        list.splatsInView[0] = 800;
        list.splatsTotal[0] = 1000;
        list.stageMs[2] = 4;
      }
      stats.listShown(list, now + 1 - list.captureMs[0]!, 0.25, now - 3);
      stats.frameEnded(now + 2);
    }
    const { lists, ...snapshot } = stats.snapshot();
    expect(snapshot).toMatchObject({
      renderer: 'quads',
      splatFrames: 12,
      splatsTotal: 1000,
      splatsDrawn: 600,
    });
    expect(snapshot.gazeAgeMs.median).toBe(5);
    expect(lists).toMatchObject({ count: 6, submitted: 600, inView: 800, total: 1000 });
    expect(lists.intervalMs.median).toBe(20);
    expect(lists.ageFrames).toEqual({ last: 3, median: 2, p95: 3 });
    expect(lists.ageMs).toEqual({ last: 30, median: 20, p95: 30 });
    expect(lists.ageDeg.median).toBe(0.25);
    expect(lists.stageMs.sort.median).toBe(4);
  });

  it('counts the pixels of tile levels, and goes back to pictures', () => {
    const stats = new FrameStats();
    stats.frameStarted(0);
    stats.listShown(LIST_LAYOUT.record(), 1, 0);
    stats.levelsShown(Uint8Array.of(0, 1, 2, 4, 4, 4, 4, 4), 64, 64, 2);
    const { levelShares, pixelsShaded, pixelsTotal } = stats.snapshot();
    expect(levelShares).toEqual([0.125, 0.125, 0.125, 0, 0.625]);
    expect(pixelsTotal).toBe(8192);
    expect(pixelsShaded).toBe((8192 * (1 / 16 + 1 / 4 + 1 / 2 + 5)) / 8);
    const picture = FRAME_LAYOUT.record();
    picture.pixelsShaded[0] = 7;
    stats.pictureShown(picture);
    expect(stats.snapshot()).toMatchObject({ renderer: 'tiles', pixelsShaded: 7 });
  });
});
