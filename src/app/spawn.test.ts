import { describe, expect, it } from 'vitest';
import { chooseOrbitTarget, chooseSpawn } from './spawn.ts';

describe('chooseSpawn', () => {
  it('stands at the origin of a room, on its floor', () => {
    expect(chooseSpawn({ bounds: [-3, -0.02, -4, 3, 2.8, 4] })).toEqual({
      x: 0,
      floorY: 0,
      z: 0,
      yaw: 0,
      pitch: 0,
      eyeHeight: 1.6,
    });
  });

  it('follows a floor that is not at zero', () => {
    expect(chooseSpawn({ bounds: [-3, -1.5, -4, 3, 2, 4] }).floorY).toBe(-1.5);
  });

  it('stands in front of a small thing, looks at its middle and sees all of it', () => {
    const { x, floorY, z, pitch, eyeHeight } = chooseSpawn({ bounds: [-0.5, 0, -0.5, 0.5, 1, 0.5] });
    expect(x).toBe(0);
    expect(z).toBeGreaterThan(0.5);
    const distance = Math.hypot(z, floorY + eyeHeight - 0.5);
    expect(floorY + eyeHeight + distance * Math.sin(pitch)).toBeCloseTo(0.5, 6);
    const radius = Math.hypot(1, 1, 1) / 2;
    expect((2 * Math.atan(radius / distance) * 180) / Math.PI).toBeLessThan(60);
  });

  it('stands outside a big thing that is elsewhere', () => {
    expect(chooseSpawn({ bounds: [10, 0, 10, 20, 5, 20] }).z).toBeGreaterThan(20);
  });

  it('survives a scene without extent', () => {
    expect(chooseSpawn({ bounds: [1, 1, 1, 1, 1, 1] }).z).toBeGreaterThan(1);
  });
});

describe('chooseOrbitTarget', () => {
  it('is the middle of a thing, and before the person in a room', () => {
    expect(chooseOrbitTarget({ bounds: [0, 0, 0, 1, 2, 3] })).toEqual([0.5, 1, 1.5]);
    expect(chooseOrbitTarget({ bounds: [-3, 0, -4, 3, 2.8, 4] })).toEqual([0, 1, -1.5]);
  });
});
