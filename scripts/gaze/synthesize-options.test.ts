import { expect, test } from 'vitest';
import { parseSynthesizeOptions } from './synthesize-options.ts';

test('what is left out has a default', () => {
  expect(parseSynthesizeOptions(['--synthesize', '12', '--out', 'eyes'])).toEqual({
    count: 12,
    seed: 0,
    out: 'eyes',
    raw: false,
    people: [0, 99],
    camera: 'headset',
    conditions: 'default',
    threads: 2,
  });
});

test('takes one person or a range', () => {
  const people = (text: string) =>
    parseSynthesizeOptions(['--synthesize', '1', '--out', 'x', '--people', text]).people;
  expect(people('7')).toEqual([7, 7]);
  expect(people('100000-100199')).toEqual([100000, 100199]);
  expect(() => people('9-3')).toThrow('--people wants a range such as 0-99, not "9-3".');
});

test.each([
  [['--synthesize', '12'], 'Name a folder with --out.'],
  [
    ['--synthesize', 'many', '--out', 'x'],
    '--synthesize wants a whole number from 1 to 10000000, not "many".',
  ],
  [['--synthesize', '0', '--out', 'x'], '--synthesize wants a whole number from 1'],
  [['--synthesize', '1', '--out', 'x', '--seed', '-1'], '--seed'],
  [['--synthesize', '1', '--out', 'x', '--camera', 'phone'], '--camera wants headset, paper, not "phone".'],
  [['--synthesize', '1', '--out', 'x', '--conditions', 'asleep'], '--conditions wants default'],
  [['--synthesize', '1', '--out', 'x', '--threads', '0'], '--threads wants a whole number from 1 to 64'],
  [['--synthesize', '1', '--out', 'x', '--size', '9'], '--size'],
])('refuses %j', (args, message) => {
  expect(() => parseSynthesizeOptions(args)).toThrow(message);
});
