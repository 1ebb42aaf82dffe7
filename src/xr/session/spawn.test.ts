import { describe, expect, it } from 'vitest';
import { chooseOrbitTarget, chooseSpawn } from './spawn.ts';

const ENTRY = { x: 0.5, z: -1, yaw: Math.PI / 2 };

describe('chooseSpawn', () => {
  it('stands where a room is entered, on its floor', () => {
    expect(chooseSpawn({ bounds: [-3, -0.02, -4, 3, 2.8, 4], floorY: -1.5, entry: ENTRY })).toEqual({
      x: 0.5,
      floorY: -1.5,
      z: -1,
      yaw: Math.PI / 2,
      pitch: 0,
      eyeHeight: 1.6,
    });
  });

  it('has a small thing before the eyes, looks at its middle and sees all of it', () => {
    const { x, floorY, z, pitch, eyeHeight } = chooseSpawn({
      bounds: [-0.5, 0, -0.5, 0.5, 1, 0.5],
      floorY: 0,
    });
    expect(x).toBe(0);
    expect(z).toBeGreaterThan(0.5);
    expect(floorY + eyeHeight).toBeGreaterThan(0.5);
    expect(floorY + eyeHeight).toBeLessThan(1);
    expect(floorY + eyeHeight + z * Math.tan(pitch)).toBeCloseTo(0.5, 6);
    const radius = Math.hypot(1, 1, 1) / 2;
    expect((2 * Math.atan(radius / z) * 180) / Math.PI).toBeLessThan(60);
  });

  it('stands on the floor before a tall thing, and looks at its middle', () => {
    const { floorY, z, pitch, eyeHeight } = chooseSpawn({
      bounds: [-0.5, -1, -0.5, 0.5, 2.2, 0.5],
      floorY: -1,
    });
    expect([floorY, eyeHeight]).toEqual([-1, 1.6]);
    expect(z).toBeGreaterThan(2);
    expect(floorY + eyeHeight + z * Math.tan(pitch)).toBeCloseTo(0.6, 6);
  });

  it('stands outside a big thing that is elsewhere, on its floor', () => {
    const { z, floorY } = chooseSpawn({ bounds: [10, 0, 10, 20, 5, 20], floorY: 0.1 });
    expect(z).toBeGreaterThan(20);
    expect(floorY).toBeCloseTo(0.1, 12);
  });

  it('survives a scene without extent', () => {
    expect(chooseSpawn({ bounds: [1, 1, 1, 1, 1, 1], floorY: 1 }).z).toBeGreaterThan(1);
  });
});

describe('chooseOrbitTarget', () => {
  it('is the middle of a thing, and before the person in a room', () => {
    expect(chooseOrbitTarget({ bounds: [0, 0, 0, 1, 2, 3], floorY: 0 })).toEqual([0.5, 1, 1.5]);
    const [x, y, z] = chooseOrbitTarget({ bounds: [-3, -1, -4, 3, 2.8, 4], floorY: -1, entry: ENTRY });
    expect([x, y]).toEqual([-1, 0]);
    expect(z).toBeCloseTo(-1, 12);
  });
});
