import { describe, expect, it } from 'vitest';
import { FRAMES_PER_STEP, LEAST_TOP_K, LoadBalance, MeanTime, MOST_TOP_K, nextTopK } from './load-balance.ts';

/** Times on the line through two logged points: both sides share the machine, so that the renderer too gains from fewer tokens. */
const line = (from: readonly number[], to: readonly number[]) => (topK: number) =>
  from[1]! + ((to[1]! - from[1]!) * (topK - from[0]!)) / (to[0]! - from[0]!);

/** Runs `updates` steps of the controller on a model of the two times. */
function adapt(render: (topK: number) => number, track: (topK: number) => number, updates: number): number {
  const balance = new LoadBalance(0.9);
  for (let i = 0; i < updates * FRAMES_PER_STEP; i++)
    balance.frame(render(balance.topK), track(balance.topK));
  return balance.topK;
}

describe('LoadBalance', () => {
  it('ends where the log of the paper with two processors ends after as many updates', () => {
    const render = line([0.9, 26.8], [0.52, 21.9]);
    const track = line([0.9, 28.2], [0.52, 22.8]);
    const topK = adapt(render, track, 19);
    expect(Math.abs(topK - 0.52)).toBeLessThan(0.08);
    expect(render(topK)).toBeLessThan(24);
    expect(Math.abs(render(topK) - track(topK))).toBeLessThan(1.4);
  });

  it('hardly moves where the log with three hardly does', () => {
    const render = line([0.9, 23.45], [0.83, 21.6]);
    const track = line([0.9, 23.54], [0.83, 22.0]);
    const topK = adapt(render, track, 19);
    expect(topK).toBeLessThan(0.9);
    expect(topK).toBeGreaterThanOrEqual(0.8);
  });

  it('settles where both are as fast, from either side', () => {
    const track = (topK: number) => 2 + 10 * topK;
    for (const renderMs of [6, 8, 10]) {
      const topK = adapt(() => renderMs, track, 60);
      expect(track(topK)).toBeCloseTo(renderMs, 1);
    }
    expect(adapt(() => 3, track, 60)).toBe(LEAST_TOP_K);
    expect(adapt(() => 30, track, 60)).toBe(MOST_TOP_K);
  });

  it('moves every ten frames and not on times that are none', () => {
    const balance = new LoadBalance(0.8);
    for (let i = 0; i < 30; i++) expect(balance.frame(5, Number.NaN)).toBe(false);
    expect([balance.topK, balance.trackMs]).toEqual([0.8, 0]);
    const steps = Array.from({ length: 21 }, () => balance.frame(5, 10));
    expect(steps.filter(Boolean).length).toBe(3);
    expect(balance.topK).toBeLessThan(0.8);
    expect(nextTopK(0.8, 5, 10)).toBeCloseTo(0.6, 9);
  });

  it('follows a mean, not the last frame', () => {
    const mean = new MeanTime();
    mean.add(10);
    mean.add(-1);
    mean.add(Number.POSITIVE_INFINITY);
    expect(mean.ms).toBe(10);
    mean.add(20);
    expect(mean.ms).toBeCloseTo(12, 9);
  });
});
