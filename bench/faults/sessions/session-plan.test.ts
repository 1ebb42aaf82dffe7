import { expect, it } from 'vitest';
import { ENDINGS, INTERLUDES, sessionPlan } from './session-plan.ts';

it('meets every interlude with every ending', () => {
  const met = new Set(sessionPlan(100).map(({ interlude, ending }) => `${interlude} ${ending}`));
  expect(met.size).toBe(INTERLUDES.length * ENDINGS.length);
  expect(sessionPlan(100)).toHaveLength(100);
});
