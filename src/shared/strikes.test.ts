import { describe, expect, it } from 'vitest';
import { Strikes } from './strikes.ts';

describe('Strikes', () => {
  it('gives up after three failures in a row', () => {
    const strikes = new Strikes(3, 2000);
    expect(strikes.strike(0)).toBe(false);
    strikes.recovered(100);
    expect(strikes.strike(1000)).toBe(false);
    expect(strikes.inRow).toBe(2);
    strikes.recovered(1100);
    expect(strikes.strike(3000)).toBe(true);
  });

  it('counts failures to come up again', () => {
    const strikes = new Strikes(3, 2000);
    // Long after each other, but it never ran in between.
    expect([strikes.strike(0), strikes.strike(60_000), strikes.strike(120_000)]).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('forgets what lies before a time of health, for ever if need be', () => {
    const strikes = new Strikes(3, 2000);
    for (let now = 0; now < 100 * 2100; now += 2100) {
      expect(strikes.strike(now)).toBe(false);
      strikes.recovered(now + 100);
    }
  });

  it('starts from zero when told to', () => {
    const strikes = new Strikes(2, 2000);
    strikes.strike(0);
    strikes.clear();
    expect(strikes.strike(1)).toBe(false);
    expect(strikes.strike(2)).toBe(true);
  });
});
