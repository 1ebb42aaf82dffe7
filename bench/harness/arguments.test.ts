import { describe, expect, it } from 'vitest';
import { parseBenchArguments } from './arguments.ts';

describe('parseBenchArguments', () => {
  it('reads suite, files and parts in any order', () => {
    expect(
      parseBenchArguments(['--only', 'a,b', 'splats', '--json', 'f.json', '--quick', '--only', 'c']),
    ).toEqual({
      suite: 'splats',
      json: 'f.json',
      html: null,
      quick: true,
      only: new Set(['a', 'b', 'c']),
      minutes: null,
      replay: null,
      choose: false,
      publish: false,
    });
  });

  it('without anything lists suites and limits no part', () => {
    expect(parseBenchArguments([])).toMatchObject({ suite: null, only: null, quick: false });
  });

  it('reads a length and what to look at again', () => {
    const args = parseBenchArguments(['faults', '--minutes', '0.5', '--replay', 'folder']);
    expect(args).toMatchObject({ minutes: 0.5, replay: 'folder' });
  });

  it('writes outside of its own folder only when told', () => {
    expect(parseBenchArguments(['foveation', '--choose', '--publish'])).toMatchObject({
      choose: true,
      publish: true,
    });
  });

  it('refuses what it does not know', () => {
    expect(() => parseBenchArguments(['--fast'])).toThrow('--fast');
    expect(() => parseBenchArguments(['a', 'b'])).toThrow('one suite at a time');
    expect(() => parseBenchArguments(['--json'])).toThrow();
    for (const bad of ['0', '-1', 'soon', '']) {
      expect(() => parseBenchArguments([`--minutes=${bad}`])).toThrow('--minutes');
    }
  });
});
