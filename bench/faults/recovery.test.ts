import { describe, expect, it } from 'vitest';
import { recoveryMs } from './recovery.ts';

describe('recoveryMs', () => {
  it('counts from the fault to the first picture', () => {
    expect(recoveryMs(1000, [900, 990, 1400, 1430])).toBe(400);
  });

  it('looks past pictures that were finished before the worker obeyed', () => {
    expect(recoveryMs(1000, [990, 1010, 1040, 1700, 1730])).toBe(660);
  });

  it('is no number when nothing came', () => {
    expect(recoveryMs(1000, [])).toBeNaN();
    expect(recoveryMs(1000, [999, 1000])).toBeNaN();
  });
});
