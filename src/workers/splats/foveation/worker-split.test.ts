import { describe, expect, it } from 'vitest';
import { proposeSplit, timeOn, type WorkerSplit } from './worker-split.ts';

describe('proposeSplit', () => {
  it('gives the slower side more threads', () => {
    expect(proposeSplit(6, { render: 3, track: 2 }, 40, 5)).toEqual({ render: 4, track: 1 });
    expect(proposeSplit(8, { render: 6, track: 1 }, 6, 12)).toEqual({ render: 5, track: 2 });
  });

  it('stays where another split is hardly better, so that noise moves nobody', () => {
    const present = { render: 5, track: 2 };
    for (const renderMs of [10, 10.5, 11]) expect(proposeSplit(8, present, renderMs, 10)).toBe(present);
    let split: WorkerSplit = { render: 6, track: 1 };
    let moves = 0;
    for (let i = 0; i < 40; i++) {
      const noise = 1 + 0.05 * Math.sin(7 * i);
      const next = proposeSplit(
        8,
        split,
        timeOn(12, 6, split.render, 0.95) * noise,
        timeOn(13, 1, split.track, 0.65) / noise,
      );
      if (next.render !== split.render || next.track !== split.track) moves++;
      split = next;
    }
    expect(moves).toBeLessThanOrEqual(1);
  });

  it('leaves a core to the page, and each side a thread on the smallest machine', () => {
    for (const cores of [1, 2, 3])
      expect(proposeSplit(cores, { render: 9, track: 9 }, 10, 10)).toEqual({ render: 1, track: 1 });
    expect(proposeSplit(4, { render: 9, track: 1 }, 10, 1)).toEqual({ render: 2, track: 1 });
  });

  it('stays where nothing was measured', () => {
    const present = { render: 3, track: 1 };
    for (const ms of [0, Number.NaN]) expect(proposeSplit(8, present, ms, 5)).toBe(present);
  });
});
