import { describe, expect, it } from 'vitest';
import { interleave } from './interleave.ts';

function recorder(name: string, log: string[]) {
  return {
    name,
    async measure(value: number) {
      log.push(`${name}${value} in`);
      await Promise.resolve();
      log.push(`${name}${value} out`);
      return value * 10;
    },
  };
}

describe('interleave', () => {
  it('runs one contestant at a time, alternating, and changes who starts', async () => {
    const log: string[] = [];
    const measured = await interleave([recorder('A', log), recorder('B', log)], [1, 2], 1);
    expect(log).toEqual(['A1 in', 'A1 out', 'B1 in', 'B1 out', 'B2 in', 'B2 out', 'A2 in', 'A2 out']);
    expect(measured.map(({ name, index, sample }) => `${name}${index}:${sample}`)).toEqual([
      'A0:10',
      'B0:10',
      'B1:20',
      'A1:20',
    ]);
  });

  it('lets everybody start equally often over rounds × cases', async () => {
    const contestants = ['A', 'B', 'C'].map((name) => recorder(name, []));
    const measured = await interleave(contestants, [1, 2], 3);
    const starts = measured.filter((_, i) => i % 3 === 0).map(({ name }) => name);
    expect(starts.sort()).toEqual(['A', 'A', 'B', 'B', 'C', 'C']);
    expect(measured).toHaveLength(18);
  });
});
