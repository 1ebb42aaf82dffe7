import { describe, expect, it } from 'vitest';
import { PULSE_WORDS, Pulse } from '../../../shared/pulse.ts';
import { Stretches } from './stretches.ts';

describe('Stretches', () => {
  const setUp = () => {
    const words = new Int32Array(PULSE_WORDS);
    const pulse = new Pulse(words);
    return { stretches: new Stretches(() => pulse), allowance: () => words[1]! };
  };

  it('allow longer silence for larger files, and none beyond the job', async () => {
    const { stretches, allowance } = setUp();
    const of = (bytes: number) =>
      stretches.reported(
        () => {},
        async (report) => {
          report({ stage: 'decode', fraction: 0, bytes });
          return allowance();
        },
      );
    const small = await of(1e5);
    const large = await of(1e8);
    // A hang on a small file is noticed within a second.
    expect(small).toBeLessThan(500);
    expect(large).toBeGreaterThan(10_000);
    expect(allowance()).toBe(0);
  });

  it('pass reports on, and failures', async () => {
    const { stretches, allowance } = setUp();
    const reports: string[] = [];
    const failed = stretches.reported(
      ({ stage }) => reports.push(stage),
      async (report) => {
        report({ stage: 'download', fraction: 0.5, bytes: 10 });
        throw new Error('torn');
      },
    );
    await expect(failed).rejects.toThrow('torn');
    expect(reports).toEqual(['download']);
    expect(allowance()).toBe(0);
  });

  it('begin anew with each job', async () => {
    const { stretches, allowance } = setUp();
    const of = (bytes: number) =>
      stretches.reported(
        () => {},
        async (report) => {
          report({ stage: 'order', fraction: 0, bytes });
          return allowance();
        },
      );
    const small = await of(1e4);
    await of(1e8);
    expect(await of(1e4)).toBe(small);
  });
});
