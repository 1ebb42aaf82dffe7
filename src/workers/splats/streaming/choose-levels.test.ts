import { describe, expect, it } from 'vitest';
import { seededRandom } from '../formats/testing/synthetic-splats.ts';
import { chooseLevels, type LevelChoice, NO_LEVEL } from './choose-levels.ts';
import type { LodLeaf, LodRange, LodTree } from './lod-tree.ts';

/** Leaves of one metre along x, each with a file of its own for each of three levels of 400, 200 and 100 splats. */
function row(length: number): LodTree {
  const leaves = Array.from(
    { length },
    (_, i): LodLeaf => ({
      bound: [i, 0, 0, i + 1, 1, 1],
      levels: [400, 200, 100].map((count, level) => ({ file: 3 * i + level, offset: 0, count })),
    }),
  );
  return { leaves, files: Array(3 * length).fill('x'), levels: 3, environment: null, dropped: 0 };
}

const anything = () => true;
const splatsOf = ({ leaves }: LodTree, { levels }: LevelChoice) =>
  leaves.reduce((sum, leaf, i) => sum + (leaf.levels[levels[i]!]?.count ?? 0), 0);

describe('chooseLevels', () => {
  const tree = row(20);

  it('takes the coarsest levels without a head', () => {
    const choice = chooseLevels(tree, { budget: 1e9, head: null, usable: anything, shown: null });
    expect([...choice.levels]).toEqual(Array(20).fill(2));
    expect(choice.splats).toBe(2000);
    expect(choice.files).toHaveLength(20);
  });

  it('refines what is near and stays within the budget', () => {
    const choice = chooseLevels(tree, { budget: 3000, head: [0.5, 0.5, 3], usable: anything, shown: null });
    expect(choice.splats).toBeLessThanOrEqual(3000);
    expect(choice.splats).toBeGreaterThan(2800);
    expect(choice.splats).toBe(splatsOf(tree, choice));
    const levels = [...choice.levels];
    expect(levels[0]).toBe(0);
    expect(levels.at(-1)).toBe(2);
    expect([...levels].sort((a, b) => a - b)).toEqual(levels);
    expect(new Set(choice.files)).toEqual(new Set(levels.map((level, i) => 3 * i + level)));
  });

  it('takes the finest of all where the budget allows it', () => {
    const choice = chooseLevels(tree, { budget: 8000, head: [5, 0, 0], usable: anything, shown: null });
    expect([...choice.levels]).toEqual(Array(20).fill(0));
  });

  it('passes over files that cannot be used, and leaves with no other', () => {
    const usable = (file: number) => file !== 1 && ![6, 7, 8].includes(file);
    const choice = chooseLevels(tree, { budget: 1e9, head: [0, 0, 0], usable, shown: null });
    expect(choice.levels[0]).toBe(0);
    expect(choice.levels[2]).toBe(NO_LEVEL);
    const tight = chooseLevels(tree, { budget: 2200, head: [0, 0, 0], usable, shown: null });
    expect(tight.levels[0]).toBe(0);
    expect(tight.files).not.toContain(1);
  });

  it('covers every leaf at exactly one of its levels whatever the head, budget and levels', () => {
    const random = seededRandom(9);
    for (let n = 0; n < 50; n++) {
      const leaves = Array.from({ length: 60 }, (_, i): LodLeaf => {
        const [x, y, z] = [random() * 50, random() * 50, random() * 50];
        const levels = [0, 1, 2, 3].map((level): LodRange | null =>
          random() < 0.3 ? null : { file: level * 60 + i, offset: 0, count: 1 + Math.floor(random() * 1000) },
        );
        if (!levels.some(Boolean)) levels[1] = { file: 60 + i, offset: 0, count: 7 };
        return { bound: [x, y, z, x + random() * 9, y + random() * 9, z + random() * 9], levels };
      });
      const odd: LodTree = { leaves, files: [], levels: 4, environment: null, dropped: 0 };
      const least = chooseLevels(odd, { budget: 0, head: null, usable: anything, shown: null }).splats;
      const budget = Math.floor(random() * 40_000);
      const head = [random() * 60, random() * 60, random() * 60] as const;
      const choice = chooseLevels(odd, { budget, head, usable: anything, shown: null });
      expect(choice.splats).toBeLessThanOrEqual(Math.max(budget, least));
      expect(choice.splats).toBe(splatsOf(odd, choice));
      leaves.forEach((leaf, i) => {
        expect(leaf.levels[choice.levels[i]!]).toBeTruthy();
      });
    }
  });

  it('does not exchange levels for a small step, and does for a large one', () => {
    const wish = { budget: 3000, usable: anything };
    const at = (x: number, shown: Uint8Array | null) =>
      chooseLevels(tree, { ...wish, head: [x, 0.5, 1], shown });
    const first = at(10, null);
    expect(at(10.1, null).levels).not.toEqual(first.levels);
    expect(at(10.1, first.levels).levels).toEqual(first.levels);
    expect(at(14, first.levels).levels).not.toEqual(first.levels);
  });
});
