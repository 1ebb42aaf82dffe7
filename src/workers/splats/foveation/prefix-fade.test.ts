import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FADE_SHARE, prefixFade } from './prefix-fade.ts';

fc.configureGlobal({ seed: 20 });

const chunks = fc.integer({ min: 1, max: 512 });
const shares = fc.double({ min: 0, max: 1, noNaN: true });

describe('prefixFade', () => {
  it('fades nothing of a whole chunk, and everything of an empty one', () => {
    fc.assert(
      fc.property(chunks, shares, (count, place) => {
        const rank = Math.floor(place * (count - 1));
        return prefixFade(rank, count, count) === 1 && prefixFade(rank, 0, count) === 0;
      }),
    );
  });

  it('never falls with what is drawn nor rises with the rank, and makes no jumps', () => {
    fc.assert(
      fc.property(chunks, shares, shares, shares, (count, place, share, step) => {
        const rank = Math.floor(place * (count - 1));
        const drawn = share * count;
        const more = Math.min(count, drawn + 0.01 * step);
        const here = prefixFade(rank, drawn, count);
        const then = prefixFade(rank, more, count);
        // The window is one splat wide at least, and narrows by no more than drawn grows.
        expect(then).toBeGreaterThanOrEqual(here - 1e-12);
        expect(then - here).toBeLessThanOrEqual(2.5 * (more - drawn) + 1e-9);
        expect(prefixFade(rank + 1, drawn, count)).toBeLessThanOrEqual(here);
      }),
    );
  });

  it('is 0 for exactly the splats that an order of ceil(drawn) a chunk leaves out', () => {
    fc.assert(
      fc.property(chunks, shares, (count, share) => {
        const drawn = share * count;
        for (let rank = 0; rank < count; rank++) {
          if (prefixFade(rank, drawn, count) > 0 !== rank < Math.ceil(drawn)) return false;
        }
        return true;
      }),
    );
  });

  it('fades the last tenth of a prefix in the middle of a chunk', () => {
    const solid = Array.from({ length: 512 }, (_, rank) => prefixFade(rank, 200, 512)).filter((f) => f === 1);
    expect(solid.length).toBe(200 * (1 - FADE_SHARE) + 1);
    expect(prefixFade(190, 200, 512)).toBeCloseTo(0.5);
  });
});
