import { describe, expect, it, vi } from 'vitest';
import { EYE_LAYOUT } from '../../shared/layouts.ts';
import { angleBetweenGazesDeg, directionOfAngles } from './angles.ts';
import type { EyeRenderer } from './eye-camera/eye-renderer.ts';
import type { EyeConditions, EyePerson } from './eye-camera/eye-types.ts';
import { visualFromOptical } from './eye-camera/kappa.ts';
import { trackerControl } from './gaze-control.ts';
import { SimulatedLens } from './simulated-lens.ts';

function setUp() {
  const shots: { person: EyePerson; conditions: EyeConditions }[] = [];
  const renderer: EyeRenderer = {
    name: 'none',
    render: (person, conditions) =>
      void shots.push({ person, conditions: { ...conditions, slipMm: [...conditions.slipMm] } }),
  };
  const allow = vi.fn();
  const lens = new SimulatedLens(renderer, { allow });
  const eye = EYE_LAYOUT.record();
  const control = trackerControl();
  const shoot = (captureMs: number, yawDeg: number, pitchDeg: number) => {
    eye.captureMs[0] = captureMs;
    directionOfAngles(yawDeg, pitchDeg, eye.direction);
    const taken = lens.shoot(eye, control, captureMs, new Uint8Array(4));
    return { taken, ...shots.at(-1)! };
  };
  eye.person[0] = 5;
  eye.openness[0] = 0.9;
  eye.pupilMm[0] = 4;
  return { eye, control, shoot, allow };
}

describe('SimulatedLens', () => {
  it('turns the eye so that its visual axis points where the person looks', () => {
    const { shoot } = setUp();
    for (const [yawDeg, pitchDeg] of [
      [0, 0],
      [20, -10],
      [-15, 22],
    ] as const) {
      const { person, conditions } = shoot(10, yawDeg, pitchDeg);
      const visual = visualFromOptical(person, conditions.yawDeg, conditions.pitchDeg);
      expect(angleBetweenGazesDeg(visual, { yawDeg, pitchDeg })).toBeLessThan(1e-4);
      expect(angleBetweenGazesDeg(conditions, { yawDeg, pitchDeg })).toBeGreaterThan(1);
    }
  });

  it('takes over person, pupil, lid, slippage, glasses, noise and light', () => {
    const { eye, control, shoot } = setUp();
    eye.pupilMm[0] = 11;
    eye.slipMm.set([1, -2, 0.5]);
    eye.glasses[0] = 1;
    control.noise[0] = 3;
    control.ambient[0] = 0.5;
    const { person, conditions } = shoot(10, 0, 0);
    expect(person.seed).toBe(5);
    expect(conditions).toMatchObject({
      pupilMm: 8,
      slipMm: [1, -2, 0.5],
      glasses: true,
      noise: 3,
      ambient: 0.5,
    });
    expect(conditions.openness).toBeCloseTo(0.9);
  });

  it('blurs by what the eye turns while the shutter is open, and not after a pause', () => {
    const { shoot } = setUp();
    expect(shoot(1000, 0, 0).conditions.motionYawDeg).toBeCloseTo(0, 9);
    expect(shoot(1010, 5, 0).conditions.motionYawDeg).toBeCloseTo(1, 1);
    expect(shoot(1020, 5, 0).conditions.motionYawDeg).toBeCloseTo(0, 9);
    expect(shoot(1500, -5, 0).conditions.motionYawDeg).toBeCloseTo(0, 9);
  });

  it('announces that a person takes long to make, once', () => {
    const { eye, shoot, allow } = setUp();
    shoot(10, 0, 0);
    shoot(20, 0, 0);
    expect(allow.mock.calls).toEqual([[3000], [0]]);
    eye.person[0] = 6;
    expect(shoot(30, 0, 0).person.seed).toBe(6);
    expect(allow).toHaveBeenCalledTimes(4);
  });

  it('takes no image of an eye without a direction', () => {
    const { shoot } = setUp();
    expect(shoot(10, Number.NaN, 0).taken).toBe(false);
  });
});
