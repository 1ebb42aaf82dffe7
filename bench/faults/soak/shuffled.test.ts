import { expect, it } from 'vitest';
import { seededRandom } from '../../../src/workers/splats/formats/testing/synthetic-splats.ts';
import { shuffled } from './shuffled.ts';

it('keeps all and mixes them evenly', () => {
  const random = seededRandom(4);
  const list = [0, 1, 2, 3];
  const firsts = [0, 0, 0, 0];
  for (let round = 0; round < 4000; round++) {
    const mixed = shuffled(list, random);
    expect([...mixed].sort()).toEqual(list);
    firsts[mixed[0]!]!++;
  }
  for (const count of firsts) expect(Math.abs(count - 1000)).toBeLessThan(120);
});
