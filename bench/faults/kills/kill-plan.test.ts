import { describe, expect, it } from 'vitest';
import { killPlan } from './kill-plan.ts';

describe('killPlan', () => {
  it('deals every fault to every worker, within a load and without', () => {
    const plan = killPlan(100, 1);
    for (const worker of [0, 1, 'loader'] as const) {
      for (const fault of ['kill', 'hang', 'throw'] as const) {
        for (const duringLoad of [true, false]) {
          const found = plan.filter(
            (kill) => kill.worker === worker && kill.fault === fault && kill.duringLoad === duringLoad,
          );
          expect(found.length, `${worker} ${fault} ${duringLoad}`).toBeGreaterThan(0);
        }
      }
    }
  });

  it('never hits render workers twice in a row', () => {
    const plan = killPlan(40, 2);
    plan.slice(1).forEach(({ worker }, i) => {
      expect((worker === 'loader') !== (plan[i]!.worker === 'loader')).toBe(true);
    });
  });

  it('is the same for the same seed', () => {
    expect(killPlan(30, 5)).toEqual(killPlan(30, 5));
    expect(killPlan(30, 5)).not.toEqual(killPlan(30, 6));
  });
});
