import { describe, expect, it } from 'vitest';
import { TokenShare } from './token-share.ts';

function setUp() {
  const set: number[] = [];
  return { set, share: new TokenShare({ setTopK: (value) => set.push(value) }) };
}

describe('TokenShare', () => {
  it('keeps what the person has set, whatever is measured', () => {
    const { set, share } = setUp();
    share.adopt(0.7);
    for (let i = 0; i < 50; i++) share.frame(5, 20);
    expect(set).toEqual([0.7]);
  });

  it('prunes more while the tracker takes longer than the picture', () => {
    const { set, share } = setUp();
    share.adopt(0);
    for (let i = 0; i < 50; i++) share.frame(5, 10);
    expect(set.length).toBeGreaterThan(3);
    expect(set.at(-1)!).toBeLessThan(set[0]!);
    const before = set.length;
    share.adopt(0);
    expect(set.length).toBe(before);
  });

  it('moves nothing where the picture was not measured', () => {
    const { set, share } = setUp();
    share.adopt(0);
    for (let i = 0; i < 50; i++) share.frame(Number.NaN, 10);
    expect(set).toHaveLength(1);
  });
});
