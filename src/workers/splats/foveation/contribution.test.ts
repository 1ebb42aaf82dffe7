import { describe, expect, it } from 'vitest';
import {
  FRAME_BYTES,
  FRAME_FIELDS,
  type FrameField,
  ParameterBlock,
} from '../../../kernels/splats/frame-block.ts';
import { contributionCode, writeContribution } from './contribution.ts';
import { FOVEATION_PRESETS } from './default-presets.ts';

describe('writeContribution', () => {
  const frame = new ParameterBlock<FrameField>(FRAME_FIELDS, new ArrayBuffer(FRAME_BYTES), 0);
  /** Least code at an angle, as the kernel has it. */
  const least = (deg: number) => {
    const beyond = (frame.get('codeCosine') - Math.cos((deg * Math.PI) / 180)) * frame.get('codeSlope');
    return frame.get('leastCode') + frame.get('codeRise') * Math.min(1, Math.max(0, beyond));
  };

  it('asks for one share near the gaze and another far from it', () => {
    writeContribution({ near: 0.01, far: 0.04, startDeg: 10, endDeg: 30 }, frame);
    for (const deg of [0, 9.9]) expect(least(deg)).toBe(contributionCode(0.01));
    for (const deg of [30.1, 180]) expect(least(deg)).toBeCloseTo(contributionCode(0.04), 3);
    expect(least(20)).toBeGreaterThan(contributionCode(0.012));
    expect(least(20)).toBeLessThan(contributionCode(0.02));
  });

  it('may step, and never asks for less in the periphery', () => {
    writeContribution({ near: 0.02, far: 0.08, startDeg: 10, endDeg: 10 }, frame);
    expect([9.9, 10.1].map(least)).toEqual([0.02, 0.08].map(contributionCode));
    writeContribution({ near: 0.02, far: 0, startDeg: 10, endDeg: 20 }, frame);
    expect(least(90)).toBe(contributionCode(0.02));
  });

  it.each(FOVEATION_PRESETS.presets)('of preset $name spares the middle of the view', ({ contribution }) => {
    const { near, far, startDeg } = contribution;
    expect(near).toBeLessThanOrEqual(0.001);
    expect(far).toBeGreaterThanOrEqual(near);
    expect(startDeg).toBeGreaterThanOrEqual(10);
  });
});

describe('contributionCode', () => {
  it('never falls, and tells shares apart that differ by a sixteenth', () => {
    let before = -1;
    for (let share = 2 ** -16; share < 0.99; share *= 1.0626) {
      const code = contributionCode(share);
      expect(code).toBeGreaterThan(before);
      before = code;
    }
    expect(before).toBeLessThanOrEqual(255);
  });

  it('has a byte for everything', () => {
    expect([0, 2 ** -20, 2 ** -8, 1, 5].map(contributionCode)).toEqual([0, 0, 128, 255, 255]);
  });
});
