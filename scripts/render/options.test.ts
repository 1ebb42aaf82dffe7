import { describe, expect, it } from 'vitest';
import { parseRenderOptions, UsageError } from './options.ts';

const parse = (...args: string[]) => parseRenderOptions(args, 2);

describe('parseRenderOptions', () => {
  it('leaves placing and budget to the scene unless told', () => {
    expect(parse('a.ply')).toMatchObject({ scene: 'a.ply', up: 'auto', metresPerUnit: 0, residentBudget: 0 });
    expect(parse('city', '--up', 'z-down', '--unit', '0.01', '--budget', '1e6')).toMatchObject({
      up: 'z-down',
      metresPerUnit: 0.01,
      residentBudget: 1_000_000,
    });
  });

  it.each([
    [['a.ply', '--up', 'x-up'], /--up wants auto, y-up, y-down, z-up, z-down, not "x-up"/],
    [['a.ply', '--unit=-1'], /--unit wants 0 to 1000000/],
    [['a.ply', '--budget', 'many'], /--budget wants a number/],
    [['a.ply', 'b.ply'], /exactly one scene/],
    [[], /exactly one scene/],
  ] as const)('refuses %j', (args, reason) => {
    expect(() => parse(...args)).toThrow(UsageError);
    expect(() => parse(...args)).toThrow(reason);
  });
});
