import { describe, expect, it } from 'vitest';
import { RecentErrors } from './recent-errors.ts';

describe('RecentErrors', () => {
  it('sums up what lies within its span', () => {
    const errors = new RecentErrors(2000);
    errors.push(50, 999);
    for (let i = 1; i <= 20; i++) errors.push(i, 1000 + i);
    errors.summarize(3000);
    expect(errors.count).toBe(20);
    expect(errors.mean).toBeCloseTo(10.5);
    expect(errors.p95).toBe(19);
  });

  it('has no figures without errors, and none after it was cleared', () => {
    const errors = new RecentErrors(2000);
    errors.summarize(10);
    expect([errors.mean, errors.p95, errors.count]).toEqual([Number.NaN, Number.NaN, 0]);
    errors.push(1, 10);
    errors.clear();
    expect(errors.count).toBe(0);
    errors.push(3, 20);
    errors.summarize(30);
    expect([errors.mean, errors.p95]).toEqual([3, 3]);
  });

  it('lets the oldest go when there are too many', () => {
    const errors = new RecentErrors(1000, 4);
    for (let i = 0; i < 10; i++) errors.push(i, i);
    errors.summarize(10);
    expect(errors.count).toBe(4);
    expect(errors.mean).toBe(7.5);
  });
});
