import { describe, expect, it } from 'vitest';
import { chooseFrameRate } from './choose-frame-rate.ts';

const GLASSES = new Float32Array([72, 90, 96, 100, 120]);
const QUEST = new Float32Array([72, 80, 90, 120]);

describe('chooseFrameRate', () => {
  it('takes 100 Hz where it is offered, not the highest', () => {
    expect(chooseFrameRate(GLASSES)).toBe(100);
  });

  it('takes the nearest rate where 100 Hz is missing', () => {
    expect(chooseFrameRate(QUEST)).toBe(90);
  });

  it('steps down to the nearest rate that can be held', () => {
    expect(chooseFrameRate(GLASSES, (rate) => rate <= 90)).toBe(90);
    expect(chooseFrameRate(QUEST, (rate) => rate < 80)).toBe(72);
  });

  it('prefers the lower of two equally near rates, whatever their order', () => {
    expect(chooseFrameRate([110, 90])).toBe(90);
    expect(chooseFrameRate([90, 110])).toBe(90);
  });

  it('falls to the lowest rate when none can be held', () => {
    expect(chooseFrameRate(QUEST, () => false)).toBe(72);
  });

  it('leaves the rate alone when the headset offers no choice', () => {
    expect(chooseFrameRate([])).toBe(false);
  });
});
