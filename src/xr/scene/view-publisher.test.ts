import { PerspectiveCamera, Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import { allocateMailbox } from '../../shared/bridge.ts';
import { GAZE_FLAG } from '../../shared/gaze.ts';
import { GAZE_LAYOUT, VIEW_LAYOUT } from '../../shared/layouts.ts';
import { DEFAULT_DISPLAY, type DisplaySettings } from './display-settings.ts';
import { ViewPublisher } from './view-publisher.ts';

const SETTINGS: DisplaySettings = {
  ...DEFAULT_DISPLAY,
  preset: 'wide',
  sixteenth: false,
  foveaFloor: false,
  budget: 123,
  scale: 0.5,
  margin: 0,
};

function eyeAt(x: number, yaw: number): PerspectiveCamera {
  const camera = new PerspectiveCamera(90, 2, 0.1, 100);
  camera.position.set(x, 1.6, 0);
  camera.rotation.y = yaw;
  camera.updateMatrixWorld();
  return camera;
}

describe('ViewPublisher', () => {
  const view = allocateMailbox(VIEW_LAYOUT, true);
  const gaze = allocateMailbox(GAZE_LAYOUT, true);
  const publisher = new ViewPublisher(view, gaze);
  const seen = VIEW_LAYOUT.record();

  it('publishes one eye for a desk, without usable gaze', () => {
    publisher.publish([eyeAt(0.5, 0)], SETTINGS, 800, 42);
    expect(view.readNew(seen)).toBe(true);
    expect(seen.eyeCount[0]).toBe(1);
    expect([seen.width[0], seen.height[0]]).toEqual([400, 200]);
    expect(seen.captureMs[0]).toBe(42);
    expect([...seen.headPosition]).toEqual([0.5, Math.fround(1.6), 0]);
    expect(seen.gazeSigmaDeg[0]).toBe(90);
    expect([...seen.gazeDirection]).toEqual([0, 0, -1]);
    expect([seen.mode[0], seen.splatBudget[0]]).toEqual([1, 123]);
    expect([...seen.radii]).toEqual([18, 26, 33]);
    expect([seen.floorDeg[0], seen.farDeg[0]]).toEqual([0, 360]);
    expect(seen.lod[1]).toBeGreaterThan(0);
    expect(seen.quantiles[2]).toBeCloseTo(0.9);
  });

  it('publishes two canted eyes and the head between them', () => {
    const eyes = [eyeAt(-0.032, 0.1), eyeAt(0.032, -0.1)];
    publisher.publish(
      eyes,
      { ...SETTINGS, mode: 'full', lod: false, sixteenth: true, foveaFloor: true },
      640,
      43,
    );
    view.read(seen);
    expect(seen.eyeCount[0]).toBe(2);
    expect(seen.headPosition[0]).toBeCloseTo(0, 6);
    expect(seen.headPosition[1]).toBeCloseTo(1.6, 6);
    expect(seen.headOrientation[3]).toBeCloseTo(1, 6);
    expect(seen.eyePosition[3]).toBeCloseTo(0.032, 6);
    expect(seen.eyeOrientation[4 + 1]).toBeCloseTo(Math.sin(-0.05), 6);
    expect([seen.mode[0], seen.floorDeg[0], seen.farDeg[0], seen.lod[1]]).toEqual([0, 10, 43, 0]);
  });

  it('asks for increments only while a tracker is followed', () => {
    const tracking = {
      incremental: true,
      budgetMs: 30,
      exitSigmaDeg: new Float32Array([6, 2, 1.5, 1, 0.75, 0.5]),
      tracked: gaze,
    };
    const followed = new ViewPublisher(view, gaze, tracking);
    followed.publish([eyeAt(0, 0)], SETTINGS, 640, 1000);
    view.read(seen);
    expect([seen.schedule[0], seen.deadlineMs[0]]).toEqual([1, 1030]);
    expect([...seen.exitSigmaDeg]).toEqual([6, 2, 1.5, 1, 0.75, 0.5]);
    tracking.incremental = false;
    followed.publish([eyeAt(0, 0)], SETTINGS, 640, 1001);
    view.read(seen);
    expect(seen.schedule[0]).toBe(0);
    publisher.publish([eyeAt(0, 0)], SETTINGS, 640, 1002);
    view.read(seen);
    expect(seen.schedule[0]).toBe(0);
  });

  it('takes the newest gaze and its uncertainty', () => {
    const record = GAZE_LAYOUT.record();
    record.direction.set(new Vector3(0.1, -0.2, -1).normalize().toArray());
    record.captureMs[0] = 40;
    record.sigmaDeg[0] = 1.5;
    record.flags[0] = GAZE_FLAG.valid;
    gaze.publish(record);
    publisher.publish([eyeAt(0, 0)], SETTINGS, 800, 44);
    view.read(seen);
    expect([...seen.gazeDirection]).toEqual([...record.direction]);
    expect([seen.gazeMs[0], seen.gazeSigmaDeg[0]]).toEqual([40, 1.5]);
    record.flags[0] = 0;
    gaze.publish(record);
    publisher.publish([eyeAt(0, 0)], SETTINGS, 800, 45);
    view.read(seen);
    expect(seen.gazeSigmaDeg[0]).toBe(90);
    expect([...seen.gazeDirection]).toEqual([...record.direction]);
  });
});
