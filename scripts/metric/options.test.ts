import { describe, expect, it } from 'vitest';
import { parseMetricOptions } from './options.ts';
import { UsageError } from './usage-error.ts';

const parse = (...args: string[]) => parseMetricOptions(args);

describe('parseMetricOptions', () => {
  it('looks at the middle of a quest3 unless told', () => {
    expect(parse('a.png', 'b.png')).toEqual({
      kind: 'compare',
      options: {
        test: 'a.png',
        reference: 'b.png',
        display: 'quest3',
        fit: false,
        gaze: null,
        gazeFile: null,
        foveated: true,
        fps: 72,
        padding: 'replicate',
        heatMap: null,
        json: false,
      },
    });
  });

  it('takes gaze, display, rate and files', () => {
    const command = parse(
      ...['a', 'b', '--gaze', '3,4.5', '--fps', '90', '--display', 'desk', '--heat-map', 'h.png'],
      ...['--not-foveated', '--fit', '--json', '--padding', 'pingpong'],
    );
    expect(command).toMatchObject({
      options: { gaze: [3, 4.5], fps: 90, display: 'desk', heatMap: 'h.png', foveated: false, fit: true },
    });
    expect(command).toMatchObject({ options: { padding: 'pingpong', json: true } });
    expect(parse('--golden', 'folder')).toEqual({ kind: 'golden', folder: 'folder' });
  });

  it.each([
    [[], /two pictures or two folders/],
    [['a.png'], /two pictures or two folders/],
    [['a', 'b', 'c'], /two pictures or two folders/],
    [['a', 'b', '--gaze', '3'], /--gaze wants two numbers with a comma, not "3"/],
    [['a', 'b', '--gaze', '3,'], /--gaze wants two numbers/],
    [['a', 'b', '--fps', 'fast'], /--fps wants a number above 0, not "fast"/],
    [['a', 'b', '--padding', 'zero'], /--padding wants replicate, circular, pingpong, not "zero"/],
    [['a', 'b', '--gaze', '1,2', '--gaze-file', 'g.json'], /exclude each other/],
    [['a', '--golden', 'f'], /--golden takes a folder and no pictures/],
    [['a', 'b', '--speed', '3'], /speed/],
  ] as const)('refuses %j', (args, reason) => {
    expect(() => parse(...args)).toThrow(UsageError);
    expect(() => parse(...args)).toThrow(reason);
  });
});
