import { describe, expect, it } from 'vitest';
import { boundsOf } from './scene-file.ts';

describe('boundsOf', () => {
  it('leaves stray centres out', () => {
    const positions = new Float32Array(300);
    for (let i = 0; i < 100; i++) positions.set([i / 99, 2 + i / 99, -i / 99], 3 * i);
    positions.set([1000, -1000, 1000], 0);
    const [x0, y0, z0, x1, y1, z1] = boundsOf({ count: 100, positions });
    expect(x1).toBeLessThan(12);
    expect(x0).toBeGreaterThan(0);
    expect(y0).toBeGreaterThan(-9);
    expect(y1).toBeCloseTo(3, 1);
    expect(z0).toBeCloseTo(-1, 1);
    expect(z1).toBeLessThan(12);
  });
});
