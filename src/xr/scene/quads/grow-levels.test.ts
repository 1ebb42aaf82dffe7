import { describe, expect, it } from 'vitest';
import { growLevels } from './grow-levels.ts';
import { PASSES } from './pass-targets.ts';

describe('growLevels', () => {
  it('asks for nothing that has been submitted, and gives every tile what it wants or more', () => {
    for (let before = 0; before <= 4; before++) {
      for (let wish = 0; wish <= 4; wish++) {
        for (let pass = 0; pass < PASSES.length; pass++) {
          const levels = Uint8Array.of(before);
          const risen = growLevels(levels, Uint8Array.of(Math.max(before, wish)), pass);
          const after = levels[0]!;
          expect(risen).toBe(after > before);
          // The last pass is for level 0 alone.
          if (pass < 4) expect(after).toBeGreaterThanOrEqual(wish);
          if (after === before) continue;
          // Each pass that the level takes has been drawn for the tile, or is still to come.
          PASSES.forEach(({ levels: wanting }, number) => {
            if (((wanting >> after) & 1) === 0) return;
            const drawn = number < pass && ((wanting >> before) & 1) === 1;
            expect(drawn || number >= pass, `${before} to ${after} before pass ${pass}`).toBe(true);
          });
        }
      }
    }
  });

  it('goes no higher than it must', () => {
    const levels = Uint8Array.of(0, 1, 1, 1, 2, 3, 4);
    growLevels(levels, Uint8Array.of(2, 1, 2, 3, 3, 3, 4), 0);
    expect([...levels]).toEqual([2, 1, 2, 3, 3, 3, 4]);
    const later = Uint8Array.of(0, 1, 1, 2);
    growLevels(later, Uint8Array.of(1, 2, 3, 3), 1);
    expect([...later]).toEqual([4, 2, 3, 3]);
  });
});
