import { describe, expect, it } from 'vitest';
import { HEADSET } from './tracker-config.ts';
import { checkTrackerFacts, KAPPA_SPREAD_DEG } from './tracker-facts.ts';

const SIX = [6, 2, 1, 0.6, 0.5, 0.4];

describe('checkTrackerFacts', () => {
  it('takes the errors, with and without a calibration, and whether they are of a box', () => {
    expect(checkTrackerFacts({ exitSigmaDeg: SIX }, HEADSET)).toEqual({
      exitSigmaDeg: SIX,
      exitSigmaUncalibratedDeg: SIX.map((sigma) => Math.hypot(sigma, KAPPA_SPREAD_DEG)),
      cropped: false,
    });
    const more = { network: 'headset', exitSigmaDeg: SIX, exitSigmaUncalibratedDeg: SIX, boxPatches: [5, 4] };
    expect(checkTrackerFacts(more, HEADSET)).toMatchObject({ exitSigmaUncalibratedDeg: SIX, cropped: true });
  });

  it.each([
    ['nothing', null, /exitSigmaDeg/],
    ['five exits', { exitSigmaDeg: SIX.slice(1) }, /6 exits/],
    ['an error of 0', { exitSigmaDeg: [0, 1, 1, 1, 1, 1] }, /exitSigmaDeg/],
    ['text', { exitSigmaDeg: SIX, exitSigmaUncalibratedDeg: 'abcdef' }, /exitSigmaUncalibratedDeg/],
    ['another network', { network: 'paper', exitSigmaDeg: SIX }, /network "paper", not "headset"/],
  ])('refuses %s', (_, value, message) => {
    expect(() => checkTrackerFacts(value, HEADSET)).toThrow(message);
  });
});
