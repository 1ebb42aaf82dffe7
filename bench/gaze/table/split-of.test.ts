import { describe, expect, it } from 'vitest';
import { FRAME_LAYOUT } from '../../../src/shared/layouts.ts';
import { splitOf } from './split-of.ts';

function frame() {
  const record = FRAME_LAYOUT.record();
  record.stageMs.set([1, 2, 3, 10, 4, 20]);
  record.passMs.set([7, 3]);
  record.idleMs[0] = 5;
  return record;
}

describe('splitOf', () => {
  it.each([true, false])('accounts for the whole frame, scheduled %s', (scheduled) => {
    const { preprocess, pass1, increments, idle, rest } = splitOf(frame(), scheduled, 40, 2);
    expect(preprocess + pass1 + increments + idle + rest).toBeCloseTo(40, 9);
    expect(preprocess).toBe(6);
  });

  it('has increments and waiting inside only where exits came meanwhile', () => {
    expect(splitOf(frame(), true, 40, 0)).toMatchObject({ pass1: 7, increments: 3, idle: 5 });
    expect(splitOf(frame(), true, 40, 1)).toMatchObject({ pass1: 7, increments: 2, idle: 6 });
    expect(splitOf(frame(), false, 40, 2)).toMatchObject({ pass1: 10, increments: 0, idle: 2 });
  });
});
