import { expect, it } from 'vitest';
import { codeBytes } from './compiled-code.ts';

it('adds up the sizes of nodes of code', () => {
  const meta = {
    node_fields: ['type', 'name', 'self_size'],
    node_types: [['hidden', 'code', 'object'], 'string', 'number'],
  };
  const nodes = [1, 0, 40, 2, 0, 1000, 1, 5, 2, 0, 0, 7];
  expect(codeBytes({ snapshot: { meta }, nodes })).toBe(42);
});
