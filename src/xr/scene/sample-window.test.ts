import { describe, expect, it } from 'vitest';
import { SampleWindow } from './sample-window.ts';

describe('SampleWindow', () => {
  it('is NaN while empty', () => {
    const window = new SampleWindow(4);
    expect([window.latest, window.percentile(0.5), window.mean(), window.at(0)]).toEqual(
      new Array(4).fill(Number.NaN),
    );
  });

  it('keeps the last values only', () => {
    const window = new SampleWindow(4);
    for (let i = 1; i <= 6; i++) window.push(i);
    expect(window.count).toBe(4);
    expect(window.latest).toBe(6);
    expect([0, 1, 2, 3, 4].map((age) => window.at(age))).toEqual([6, 5, 4, 3, Number.NaN]);
    expect(window.mean()).toBe(4.5);
  });

  it('gives nearest-rank percentiles and leaves the order alone', () => {
    const window = new SampleWindow(100);
    for (let i = 0; i < 100; i++) window.push((i * 37) % 100);
    expect(window.percentile(0)).toBe(0);
    expect(window.percentile(0.5)).toBe(49);
    expect(window.percentile(0.95)).toBe(94);
    expect(window.percentile(1)).toBe(99);
    expect(window.latest).toBe((99 * 37) % 100);
  });

  it('sorts no value from before the window was full', () => {
    const window = new SampleWindow(8);
    window.push(5);
    window.push(7);
    expect(window.percentile(0)).toBe(5);
    window.clear();
    window.push(9);
    expect(window.percentile(0)).toBe(9);
  });
});
