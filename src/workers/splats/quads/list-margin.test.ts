import { describe, expect, it } from 'vitest';
import { stereoEyes } from '../../../kernels/splats/reference/test-support/eyes.ts';
import { randomSource } from '../../../kernels/splats/reference/test-support/random.ts';
import { sees } from '../test-support/centres.ts';
import { viewOf } from '../test-support/views.ts';
import { eyeAxes } from '../tiles/eye-axes.ts';
import { MARGIN_DEG, marginCovers, widenTangents } from './list-margin.ts';

const [eye] = stereoEyes(100, 90);

function turnedBy(axis: readonly number[], deg: number) {
  const half = (deg * Math.PI) / 360;
  const length = Math.hypot(...axis);
  return {
    ...eye,
    orientation: [...axis.map((v) => (v / length) * Math.sin(half)), Math.cos(half)],
  };
}

function covers(turned: typeof eye): boolean {
  const [axes, before] = [new Float64Array(12), new Float64Array(12)];
  const [tangents, tangentsBefore] = [new Float64Array(4), new Float64Array(4)];
  eyeAxes(viewOf([turned]), 0, axes, tangents);
  eyeAxes(viewOf([eye]), 0, before, tangentsBefore);
  return marginCovers(axes, tangents, before, tangentsBefore);
}

describe('the margin of a list', () => {
  it('covers small turns about any axis and no large ones', () => {
    const random = randomSource(2);
    for (let i = 0; i < 50; i++) {
      const axis = [random() - 0.5, random() - 0.5, random() - 0.5];
      expect(covers(turnedBy(axis, 4))).toBe(true);
      expect(covers(turnedBy([axis[0]!, axis[1]!, 0], 20))).toBe(false);
    }
    expect(covers(turnedBy([0, 1, 0], MARGIN_DEG - 2.1))).toBe(true);
    expect(covers(turnedBy([0, 1, 0], 180))).toBe(false);
  });

  it('covers a turn only where the widened frustum holds everything that the eye sees', () => {
    const random = randomSource(7);
    const wide = new Float64Array(4);
    widenTangents([eye.left, eye.right, eye.up, eye.down], MARGIN_DEG, wide);
    const widened = { ...eye, left: wide[0]!, right: wide[1]!, up: wide[2]!, down: wide[3]! };
    for (let i = 0; i < 40; i++) {
      const turned = turnedBy([random() - 0.5, random() - 0.5, random() - 0.5], 14 * random());
      if (!covers(turned)) continue;
      for (let k = 0; k < 200; k++) {
        const point = [12 * random() - 6, 12 * random() - 6, 0.5 - 6 * random()];
        if (sees(turned, point)) expect(sees({ ...widened }, point)).toBe(true);
      }
    }
  });

  it('leaves very wide frusta as they are', () => {
    const wide = new Float64Array(4);
    widenTangents([30, 1, 11, 0.1], 12, wide);
    expect(wide[0]).toBe(30);
    expect(wide[2]).toBeCloseTo(Math.tan((85 * Math.PI) / 180), 6);
    expect(wide[3]).toBeCloseTo(Math.tan(Math.atan(0.1) + Math.PI / 15), 6);
  });
});
