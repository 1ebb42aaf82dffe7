import { BoxGeometry, Mesh, PerspectiveCamera } from 'three';
import { describe, expect, it } from 'vitest';
import { allocateMailbox } from '../../shared/bridge.ts';
import { GAZE_FLAG } from '../../shared/gaze.ts';
import { GAZE_LAYOUT } from '../../shared/layouts.ts';
import { GazePinch } from './gaze-pinch.ts';

const HAND = { hand: {} } as XRInputSource;
const CONTROLLER = { hand: undefined } as unknown as XRInputSource;

function setUp() {
  const gaze = allocateMailbox(GAZE_LAYOUT, true);
  const record = GAZE_LAYOUT.record();
  const head = new PerspectiveCamera();
  head.position.set(1, 1.6, 2);
  head.rotation.y = Math.PI / 2; // looks along -x
  head.updateMatrixWorld();
  const object = new Mesh(new BoxGeometry(0.1, 0.1, 0.1));
  object.position.set(0, 1.6, 2);
  object.updateMatrixWorld();
  const calls: (boolean | 'act')[] = [];
  const pinch = new GazePinch(gaze);
  const remove = pinch.add({
    object,
    setGazed: (gazed) => void calls.push(gazed),
    act: () => void calls.push('act'),
  });
  const look = (x: number, valid = true) => {
    record.filtered.set([x, 0, -1]);
    record.flags[0] = valid ? GAZE_FLAG.valid : 0;
    gaze.publish(record);
    pinch.update(head);
  };
  return { pinch, calls, look, remove };
}

describe('GazePinch', () => {
  it('highlights what is looked at and acts on a pinch', () => {
    const { pinch, calls, look } = setUp();
    look(0);
    look(0.01);
    pinch.commit(HAND);
    look(0.5);
    pinch.commit(HAND);
    expect(calls).toEqual([true, 'act', false]);
  });

  it('ignores triggers, lost gaze and hands that point at the board themselves', () => {
    const { pinch, calls, look } = setUp();
    pinch.commit(HAND);
    look(0);
    pinch.commit(CONTROLLER);
    pinch.rayEntered();
    pinch.commit(HAND);
    pinch.rayLeft();
    look(0, false);
    pinch.commit(HAND);
    expect(calls).toEqual([true, false]);
  });

  it('forgets a target that is gone', () => {
    const { pinch, calls, look, remove } = setUp();
    look(0);
    remove();
    pinch.commit(HAND);
    expect(calls).toEqual([true]);
  });
});

describe('GazePinch.aimed', () => {
  it('is true while gaze or a ray is on a target', () => {
    const { pinch, look } = setUp();
    expect(pinch.aimed).toBe(false);
    look(0);
    expect(pinch.aimed).toBe(true);
    look(1);
    expect(pinch.aimed).toBe(false);
    pinch.rayEntered();
    expect(pinch.aimed).toBe(true);
    pinch.rayLeft();
    expect(pinch.aimed).toBe(false);
  });
});
