import { describe, expect, it, vi } from 'vitest';
import { allocateMailbox } from '../../../shared/bridge.ts';
import { LIST_LAYOUT, VIEW_LAYOUT } from '../../../shared/layouts.ts';
import type { SplatClient } from '../../../workers/splats/splat-client.ts';
import { ListIntake } from './list-intake.ts';
import type { QuadRenderer } from './quad-renderer.ts';

function setUp() {
  const list = allocateMailbox(LIST_LAYOUT, true);
  const drawList = vi.fn(() => ({
    order: new Uint32Array(8),
    chunks: new Float32Array(2),
    // Two eyes of 3 × 2 tiles.
    content: Uint8Array.from([1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2]),
  }));
  const setList = vi.fn();
  const quads = { setList } as unknown as QuadRenderer;
  const intake = new ListIntake({ list, drawList } as unknown as SplatClient);
  const publish = (serial: number, scene: number, slot = 0, captureMs = 1) => {
    const record = LIST_LAYOUT.record();
    record.serial[0] = serial;
    record.scene[0] = scene;
    record.slot[0] = slot;
    record.count[0] = 5;
    record.eyeCount[0] = 2;
    record.width[0] = 90;
    record.height[0] = 64;
    record.captureMs[0] = captureMs;
    record.headOrientation[3] = 1;
    list.publish(record);
  };
  return { intake, quads, setList, drawList, publish };
}

describe('ListIntake', () => {
  it('takes each list of the scene once, and the newer times of one that goes on', () => {
    const { intake, quads, setList, publish } = setUp();
    expect(intake.look()).toBe(-1);
    publish(1, 7);
    expect(intake.look()).toBe(7);
    intake.take(quads, 7);
    expect(setList).toHaveBeenCalledExactlyOnceWith(expect.anything(), 5);
    expect(intake.has(7)).toBe(true);
    publish(1, 7, 0, 20);
    intake.look();
    intake.take(quads, 7);
    expect(setList).toHaveBeenCalledTimes(1);
    expect(intake.record.captureMs[0]).toBe(20);
    publish(2, 7);
    intake.look();
    intake.take(quads, 7);
    expect(setList).toHaveBeenCalledTimes(2);
  });

  it('leaves lists of another scene for later', () => {
    const { intake, quads, setList, publish } = setUp();
    publish(1, 8);
    intake.look();
    intake.take(quads, 7);
    expect(setList).not.toHaveBeenCalled();
    intake.take(quads, 8);
    expect(setList).toHaveBeenCalledTimes(1);
    expect([intake.has(7), intake.has(8)]).toEqual([false, true]);
  });

  it('keeps what it has when lists are withdrawn', () => {
    const { intake, quads, drawList, publish } = setUp();
    publish(1, 7);
    intake.look();
    intake.take(quads, 7);
    publish(2, 7, -1);
    expect(intake.look()).toBe(-1);
    intake.take(quads, 7);
    expect(drawList).toHaveBeenCalledTimes(1);
    expect(intake.has(7)).toBe(true);
    expect(intake.record.serial[0]).toBe(1);
  });

  it('takes the same list again for a new context', () => {
    const { intake, quads, setList, publish } = setUp();
    publish(1, 7);
    intake.look();
    intake.take(quads, 7);
    intake.forget();
    expect(intake.has(7)).toBe(false);
    intake.take(quads, 7);
    expect(setList).toHaveBeenCalledTimes(2);
  });

  it('knows the content of each eye at the size that it was asked for, and of no other', () => {
    const { intake, quads, publish } = setUp();
    publish(1, 7);
    intake.look();
    intake.take(quads, 7);
    expect([...intake.contentOf(0, 90, 64)!]).toEqual([1, 1, 1, 1, 1, 1]);
    expect([...intake.contentOf(1, 96, 40)!]).toEqual([2, 2, 2, 2, 2, 2]);
    expect(intake.contentOf(0, 64, 64)).toBe(null);
    expect(intake.contentOf(2, 90, 64)).toBe(null);
  });

  it('measures the turn of the head since', () => {
    const { intake, quads, publish } = setUp();
    publish(1, 7);
    intake.look();
    intake.take(quads, 7);
    const view = VIEW_LAYOUT.record();
    const half = (5 * Math.PI) / 360;
    view.headOrientation.set([0, Math.sin(half), 0, Math.cos(half)]);
    expect(intake.ageDeg(view)).toBeCloseTo(5, 4);
    // The same turn by the other sign.
    view.headOrientation.set([0, -Math.sin(half), 0, -Math.cos(half)]);
    expect(intake.ageDeg(view)).toBeCloseTo(5, 4);
  });
});
