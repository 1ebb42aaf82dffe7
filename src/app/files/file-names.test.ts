import { describe, expect, it } from 'vitest';
import { fileStem, fileTime } from './file-names.ts';

describe('fileStem', () => {
  it.each([
    ['Living room', 'Living room'],
    ['hall.compressed.ply', 'hall'],
    ['hall.v2.SOG', 'hall.v2'],
    ['captures/hall/meta.json', 'captures hall'],
    ['../..', 'scene'],
    ['a<b>:"c"|?*.ply', 'a b c'],
    ['nul\u0000name\n.spz', 'nul name'],
    ['.ply', 'scene'],
    ['', 'scene'],
  ])('makes of %j the name %j', (name, stem) => {
    expect(fileStem(name)).toBe(stem);
  });

  it('stays short', () => {
    expect(fileStem('x'.repeat(500)).length).toBeLessThanOrEqual(80);
  });
});

describe('fileTime', () => {
  it('has no character that a file system refuses', () => {
    expect(fileTime(new Date(2026, 0, 2, 3, 4, 5))).toBe('2026-01-02 03.04');
  });
});
