import { describe, expect, it } from 'vitest';
import { SplatFileError } from '../formats/raw-splats.ts';
import { seededRandom } from '../formats/testing/synthetic-splats.ts';
import { jsonDepth } from './json-depth.ts';
import { readLodMeta } from './lod-meta.ts';

const bytesOf = (value: unknown) =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const read = (value: unknown) => readLodMeta('lod-meta.json', bytesOf(value));
const bound = { min: [0, 0, 0], max: [1, 1, 1] };
const leaf = (lods: unknown) => ({ bound, lods });
const good = leaf({ 0: { file: 0, offset: 0, count: 10 }, 1: { file: 1, offset: 5, count: 5 } });
const meta = { version: 1, lodLevels: 2, filenames: ['0_0/meta.json', './1_0/meta.json'], tree: good };

describe('readLodMeta', () => {
  it('reads leaves with their levels', () => {
    const tree = read({ ...meta, environment: 'env/meta.json', tree: { bound, children: [good, good] } });
    expect(tree).toMatchObject({
      levels: 2,
      files: ['0_0/meta.json', '1_0/meta.json'],
      environment: 'env/meta.json',
      dropped: 0,
    });
    expect(tree.leaves).toHaveLength(2);
    expect(tree.leaves[0]).toEqual({
      bound: [0, 0, 0, 1, 1, 1],
      levels: [
        { file: 0, offset: 0, count: 10 },
        { file: 1, offset: 5, count: 5 },
      ],
    });
  });

  it('leaves out leaves and levels that make no sense, and counts them', () => {
    const bad = [
      leaf({ 0: { file: 2, offset: 0, count: 10 } }),
      leaf({ 0: { file: 0, offset: -1, count: 10 } }),
      leaf({ 0: { file: 0, offset: 0, count: 0 } }),
      leaf({ 0: { file: 0, offset: 0, count: 1e12 } }),
      leaf({ 0: { file: 0.5, offset: 0, count: 1 } }),
      leaf({ 7: { file: 0, offset: 0, count: 1 } }),
      leaf([]),
      { bound: { min: [null, null, null], max: [null, null, null] }, lods: good.lods },
      { bound: { min: [2, 0, 0], max: [1, 1, 1] }, lods: good.lods },
      { bound, children: 'none' },
      null,
      [],
    ];
    const half = leaf({ 0: { file: 9, offset: 0, count: 1 }, 1: { file: 1, offset: 0, count: 4 } });
    const tree = read({ ...meta, tree: { bound, children: [...bad, half] } });
    expect(tree.dropped).toBe(bad.length);
    expect(tree.leaves.map(({ levels }) => levels)).toEqual([[null, { file: 1, offset: 0, count: 4 }]]);
  });

  it.each([
    ['text', 'hello', /no JSON/],
    ['a list', [], /no JSON object/],
    ['another version', { ...meta, version: 2 }, /version 2/],
    ['no files', { ...meta, filenames: [] }, /names no files/],
    ['numbers for files', { ...meta, filenames: [1] }, /no text/],
    ['a path that leads out', { ...meta, filenames: ['../x/meta.json', 'b'] }, /not allowed/],
    ['a scheme', { ...meta, filenames: ['https://x.example/meta.json', 'b'] }, /not allowed/],
    ['an environment that leads out', { ...meta, environment: '/etc/passwd' }, /not allowed/],
    ['no levels', { ...meta, lodLevels: 0 }, /number of levels/],
    ['too many levels', { ...meta, lodLevels: 1e9 }, /number of levels/],
    ['no tree', { ...meta, tree: undefined }, /holds no splats/],
    ['too many files', { ...meta, filenames: Array(20_000).fill('a') }, /too many/],
    ['a wide tree', { ...meta, tree: { children: Array(70_000).fill(1) } }, /too large a tree/],
  ])('refuses %s', (_, value, reason) => {
    expect(() => read(value)).toThrow(SplatFileError);
    expect(() => read(value)).toThrow(reason);
  });

  it('refuses a text that is nested without end before it is parsed', () => {
    const start = performance.now();
    expect(() => read('{"tree":'.repeat(1_000_000))).toThrow(/nested too deeply/);
    expect(() => read(`{"tree":${'['.repeat(5_000_000)}`)).toThrow(/nested too deeply/);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('answers any bytes with a tree or a sentence', () => {
    const whole = bytesOf({ ...meta, tree: { bound, children: [good, good, good] } });
    const random = seededRandom(3);
    for (let n = 0; n < 2000; n++) {
      const copy = whole.slice(0, random() < 0.2 ? Math.floor(random() * whole.length) : whole.length);
      for (let k = 0; k < 3; k++) copy[Math.floor(random() * copy.length)] = Math.floor(random() * 256);
      try {
        expect(readLodMeta('lod-meta.json', copy).leaves.length).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(SplatFileError);
      }
    }
  });
});

describe('jsonDepth', () => {
  it.each([
    ['{}', 1],
    ['{"a":[{"b":[]}]}', 4],
    ['{"[[[[":"{{\\"{{"}', 1],
    ['[[],[],[[]]]', 3],
  ])('of %s is %i', (text, depth) => {
    expect(jsonDepth(bytesOf(text), 100)).toBe(depth);
  });
});
