import { expect, it } from 'vitest';
import { memoryBound } from './memory-bound.ts';

it('grows with the file, faster for packed formats, up to an end', () => {
  expect(memoryBound('ply', 20_000)).toBeLessThan(2 ** 26 + 2 ** 20);
  expect(memoryBound('sog', 20_000)).toBeGreaterThan(memoryBound('ply', 20_000));
  // A claim of ten gigabytes in a small file is far beyond.
  expect(memoryBound('spz', 5000)).toBeLessThan(10 * 2 ** 30);
  expect(memoryBound('sog', 1e9)).toBe(memoryBound('ply', 1e12));
});
