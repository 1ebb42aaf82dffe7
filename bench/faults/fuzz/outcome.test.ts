import { describe, expect, it } from 'vitest';
import { SplatFileError } from '../../../src/workers/splats/formats/raw-splats.ts';
import { outcomeOfError, sentenceFault, sentenceShape } from './outcome.ts';

const NAMES = ['a.ply'];

describe('sentenceFault', () => {
  it.each([
    '“a.ply” is truncated: its body takes 5 bytes but 3 are there.',
    '“a.ply” names the file “x. Why not? No.”, which is not there.',
    '“a.ply” holds 1.5 splats.',
  ])('is content with %s', (sentence) => {
    expect(sentenceFault(sentence, NAMES)).toBeNull();
  });

  it.each([
    ['“a.ply” is bad. Try another.', 'more than one'],
    ['The file is bad.', 'name the file'],
    ['“a.ply” is bad', 'no end'],
    ['“a.ply” is\nbad.', 'control character'],
    ['“a.ply” cannot be read (undefined is not an object).', 'inside of the program'],
    [`“a.ply” is ${'very '.repeat(200)}bad.`, 'long'],
  ])('objects to %j', (sentence, fault) => {
    expect(sentenceFault(sentence, NAMES)).toContain(fault);
  });

  it('lets any file of a folder be named', () => {
    expect(sentenceFault('“b.bin” is too short.', ['a.gltf', 'b.bin'])).toBeNull();
    expect(sentenceFault('“c.bin” is not in the folder.', ['a.gltf', 'b.bin'])).toBeNull();
    expect(sentenceFault('Something is missing.', ['a.gltf', 'b.bin'])).toContain('name the file');
  });
});

describe('outcomeOfError', () => {
  it('tells a refusal from a crash', () => {
    expect(outcomeOfError(new SplatFileError('“a.ply” is empty.'), NAMES).kind).toBe('refused');
    expect(outcomeOfError(new SplatFileError('Oops'), NAMES).kind).toBe('crash');
    expect(outcomeOfError(new RangeError('“a.ply” is empty.'), NAMES).kind).toBe('crash');
    expect(outcomeOfError('a.ply', NAMES)).toEqual({ kind: 'crash', text: 'threw a.ply' });
  });
});

it('sentenceShape leaves figures and names out', () => {
  const shape = sentenceShape('“a.ply” takes 1,024 bytes but -3.5e7 are in “b”.');
  expect(shape).toBe('“…” takes # bytes but # are in “…”.');
  expect(sentenceShape('“c.ply” takes 7 bytes but 8 are in “d”.')).toBe(shape);
});
