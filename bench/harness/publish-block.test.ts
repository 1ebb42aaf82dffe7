import { describe, expect, it } from 'vitest';
import { markdownTable, withBlock } from './publish-block.ts';

const TEXT = 'before\n<!-- a:start -->\nold\n<!-- a:end -->\nafter\n<!-- b:start --><!-- b:end -->';

describe('withBlock', () => {
  it('changes one block and nothing else, and again the same way', () => {
    const once = withBlock(TEXT, 'a', 'new\n');
    expect(once).toBe(TEXT.replace('old', 'new'));
    expect(withBlock(once, 'a', 'new')).toBe(once);
  });

  it.each(['c', 'start'])('refuses a text without the block %s', (name) => {
    expect(() => withBlock(TEXT, name, '')).toThrow(`no block "${name}"`);
  });

  it('refuses a block that ends before it starts, or is there twice', () => {
    expect(() => withBlock('<!-- a:end --><!-- a:start -->', 'a', '')).toThrow(RangeError);
    expect(() => withBlock(TEXT + TEXT, 'a', '')).toThrow(RangeError);
  });
});

describe('markdownTable', () => {
  it('has a line under its head', () => {
    expect(markdownTable(['a', 'b'], [['1', '2']])).toBe('| a | b |\n|---|---|\n| 1 | 2 |');
  });
});
