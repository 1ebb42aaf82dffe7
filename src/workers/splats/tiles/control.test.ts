import { describe, expect, it } from 'vitest';
import { Pulse } from '../../../shared/pulse.ts';
import {
  awaitGate,
  barrier,
  CONTROL,
  CONTROL_BLOCKS,
  clearControl,
  closeControl,
  controlWords,
  openGate,
} from './control.ts';
import { CONTROL_OFFSET, FRAME_OFFSET } from './frame-memory.ts';

const memory = () => new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });

describe('control words', () => {
  it('lie in blocks that do not touch each other or the frame', () => {
    const shared = memory();
    const blocks = Array.from({ length: CONTROL_BLOCKS }, (_, block) => controlWords(shared, block));
    blocks.forEach((words, block) => {
      words.fill(block + 1);
    });
    blocks.forEach((words, block) => {
      expect(words.every((word) => word === block + 1)).toBe(true);
    });
    expect(blocks[0]!.byteOffset).toBe(CONTROL_OFFSET);
    expect(blocks.at(-1)!.byteOffset + blocks.at(-1)!.byteLength).toBeLessThanOrEqual(FRAME_OFFSET);
    expect(CONTROL_BLOCKS).toBeGreaterThanOrEqual(8);
  });

  it('let a follower through once a frame', () => {
    const control = controlWords(memory());
    expect(awaitGate(control, 0, 1)).toBe(0);
    openGate(control);
    expect(awaitGate(control, 0, 1)).toBe(1);
    expect(awaitGate(control, 1, 1)).toBe(1);
  });

  it('hold nobody back once they are closed, and leave no work', () => {
    const control = controlWords(memory());
    closeControl(control);
    expect(awaitGate(control, 0, Number.POSITIVE_INFINITY)).not.toBe(0);
    expect(barrier(control, 2, new Pulse())).toBe(false);
    for (const next of [CONTROL.nextChunk, CONTROL.nextTile, CONTROL.nextAnchorTile, CONTROL.nextFillTile]) {
      expect(Atomics.add(control, next, 1)).toBeGreaterThan(1e9);
    }
    clearControl(control);
    expect(control.every((word) => word === 0)).toBe(true);
  });

  it('let a thread alone pass without waiting', () => {
    expect(barrier(controlWords(memory()), 1, new Pulse())).toBe(true);
  });
});

describe('barrier', () => {
  it('beats while it waits, falls silent when nobody comes, and ends when the renderer is closed', () => {
    const words = new Int32Array(3);
    const pulse = new Pulse(words);
    const control = controlWords(memory());
    const beats: number[] = [];
    // What another thread would do while this one sleeps happens at its beats.
    const beat = pulse.beat.bind(pulse);
    const from = performance.now();
    pulse.beat = () => {
      beat();
      beats.push(performance.now() - from);
      if (beats.length === 5) closeControl(control);
    };
    expect(barrier(control, 2, pulse)).toBe(false);
    expect(beats.length).toBe(5);
    expect(beats[4]!).toBeGreaterThan(100);
  });
});
