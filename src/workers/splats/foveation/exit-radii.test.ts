import { describe, expect, it } from 'vitest';
import { VIEW_LAYOUT } from '../../../shared/layouts.ts';
import { EXIT_COUNT, ExitRadii, REGION } from './exit-radii.ts';
import { NEVER_DEG } from './presets.ts';
import { safeRadii } from './safe-radius.ts';

/** Errors that the paper's code lists, degrees. */
const PAPER_SIGMAS = [7.488, 2.258, 1.057, 0.681, 0.54, 0.518];

function viewWith(radii: readonly number[], floorDeg: number, farDeg: number, sigmas = PAPER_SIGMAS) {
  const view = VIEW_LAYOUT.record();
  view.radii.set(radii);
  view.floorDeg[0] = floorDeg;
  view.farDeg[0] = farDeg;
  view.exitSigmaDeg.set(sigmas);
  return view;
}

describe('ExitRadii', () => {
  it('has the safe radii of every exit, lower and upper, the floor as if it were a region', () => {
    const table = new ExitRadii();
    table.update(viewWith([18, 26, 33], 10, 43));
    for (let exit = 1; exit <= EXIT_COUNT; exit++) {
      const sigma = table.sigmaDeg(exit);
      expect(sigma).toBeCloseTo(PAPER_SIGMAS[exit - 1]!, 6);
      for (const isUpper of [false, true]) {
        const at = (region: number) => (isUpper ? table.upper(exit, region) : table.lower(exit, region));
        const wide = safeRadii({ r4: 18, r3: 26, r2: 33 }, sigma, isUpper);
        expect([at(REGION.r4), at(REGION.r3), at(REGION.r2)]).toEqual([wide.r4, wide.r3, wide.r2]);
        const more = safeRadii({ r4: 10, r3: 43, r2: 0 }, sigma, isUpper);
        expect([at(REGION.floor), at(REGION.far)]).toEqual([more.r4, more.r3]);
      }
    }
    // Table of the notes on the paper: exit 1 is of no use in the fovea and of some further out.
    expect(table.lower(1, REGION.r4)).toBe(0);
    expect(table.lower(1, REGION.r2)).toBeCloseTo(18.4, 0);
    expect(table.lower(2, REGION.r4)).toBeCloseTo(14.58, 0);
    expect(table.upper(6, REGION.r4)).toBeCloseTo(18.32, 1);
  });

  it('leaves alone what has no edge: no floor, a far periphery that never begins', () => {
    const table = new ExitRadii();
    table.update(viewWith([4, 9, Number.POSITIVE_INFINITY], 0, NEVER_DEG));
    for (const exit of [1, 6]) {
      expect([table.lower(exit, REGION.floor), table.upper(exit, REGION.floor)]).toEqual([0, 0]);
      expect([table.lower(exit, REGION.far), table.upper(exit, REGION.far)]).toEqual([NEVER_DEG, NEVER_DEG]);
      expect(table.upper(exit, REGION.r2)).toBe(Number.POSITIVE_INFINITY);
    }
  });

  it('follows new angles and errors, and takes an error that is no number for a large one', () => {
    const table = new ExitRadii();
    table.update(viewWith([4, 9, 30], 0, 40));
    const before = table.upper(6, REGION.r3);
    table.update(viewWith([4, 9, 30], 0, 40, [7, 2, 1, 1, 1, 2]));
    expect(table.upper(6, REGION.r3)).toBeGreaterThan(before + 1);
    table.update(viewWith([4, 10, 30], 0, 40));
    expect(table.upper(6, REGION.r3)).toBe(safeRadii({ r4: 1, r3: 10, r2: 30 }, table.sigmaDeg(6), true).r3);
    table.update(viewWith([4, 9, 30], 0, 40, [Number.NaN, 0, -1, 0, 0, 0]));
    expect(table.lower(1, REGION.r2)).toBe(0);
    expect(table.lower(2, REGION.r4)).toBe(4);
    // 99 % of a disc without any error.
    expect(table.upper(3, REGION.r4)).toBeCloseTo(4 * Math.sqrt(0.99), 6);
  });
});
