import { describe, expect, it } from 'vitest';
import { Thumbsticks, withoutDeadZone } from './thumbsticks.ts';

function session(left: [number, number] | null, right: [number, number] | null): XRSession {
  const source = (handedness: XRHandedness, stick: [number, number]) => ({
    handedness,
    gamepad: { axes: [0, 0, ...stick] },
  });
  const inputSources: unknown[] = [{ handedness: 'none', targetRayMode: 'gaze' }];
  if (left) inputSources.push(source('left', left));
  if (right) inputSources.push(source('right', right));
  return { inputSources } as unknown as XRSession;
}

describe('Thumbsticks', () => {
  it('walks forwards when the left stick is pushed away', () => {
    const sticks = new Thumbsticks();
    sticks.read(session([0.5, -1], [0, 0]));
    expect(sticks.forward).toBe(1);
    expect(sticks.right).toBeCloseTo((0.5 - 0.15) / 0.85, 12);
  });

  it('fires one snap turn for one push, to the right for the right', () => {
    const sticks = new Thumbsticks();
    const snaps = [0, 0.5, 0.9, 1, 0.5, 0.3, -0.8].map((x) => {
      sticks.read(session(null, [x, 0]));
      return sticks.snap;
    });
    expect(snaps.map((snap) => snap + 0)).toEqual([0, 0, -1, 0, 0, 0, 1]);
  });

  it('stands still when the controllers are gone', () => {
    const sticks = new Thumbsticks();
    sticks.read(session([1, 1], [0, 0]));
    sticks.read(session(null, null));
    expect([sticks.right, sticks.forward, sticks.snap]).toEqual([0, 0, 0]);
  });

  it('has a dead zone without a step at its edge', () => {
    expect(withoutDeadZone(0.1)).toBe(0);
    expect(withoutDeadZone(0.151)).toBeLessThan(0.01);
    expect(withoutDeadZone(-1)).toBe(-1);
  });
});
