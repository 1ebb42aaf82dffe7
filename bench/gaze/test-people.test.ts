import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { FIRST_PERSON, testPeople } from './test-people.ts';

const SHARDS = path.resolve(import.meta.dirname, '../../training/gaze/shards.py');

describe('testPeople', () => {
  it('are nobody of the people that training names', () => {
    const ranges = [...readFileSync(SHARDS, 'utf8').matchAll(/ShardSet\("(\w+)", \(([\d_]+), ([\d_]+)\)/g)];
    expect(ranges.map(([, name]) => name)).toContain('test');
    for (const [, , , last] of ranges) expect(Number(last!.replaceAll('_', ''))).toBeLessThan(FIRST_PERSON);
  });

  it('differ from each other, and are the same in every run', () => {
    const people = testPeople(5);
    expect(new Set(people.map(({ seed }) => seed)).size).toBe(5);
    expect(testPeople(5)).toEqual(people);
  });
});
