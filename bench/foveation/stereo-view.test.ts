import { describe, expect, it } from 'vitest';
import { presetNamed } from '../../src/workers/splats/foveation/default-presets.ts';
import { VIEW_MODE } from '../../src/workers/splats/foveation/view-options.ts';
import { lookAt } from '../splats/pose.ts';
import { benchDisplay, HEADSETS } from './bench-display.ts';
import { stereoView } from './stereo-view.ts';

const display = benchDisplay('quest3', 100_000);
const head = { position: [1, 2, 3], orientation: lookAt([1, 2, 3], [9, 2, 3]) } as const;

describe('stereoView', () => {
  it('puts the eyes on either side of the head', () => {
    const view = stereoView(head, [0, 0, -1], display, 2, null, 5);
    // Looking along +x, the right-hand side is +z.
    expect([...view.eyePosition].map((v) => Math.round(v * 1e4) / 1e4)).toEqual([1, 2, 2.9685, 1, 2, 3.0315]);
    expect([...view.headPosition]).toEqual([1, 2, 3]);
    expect(view.mode[0]).toBe(VIEW_MODE.full);
  });

  it('carries preset and budget when it is foveated', () => {
    const preset = presetNamed('wide');
    const view = stereoView(head, [0, 0, -1], display, 1, { preset, budget: 7 }, 5);
    expect([view.radii[0], view.splatBudget[0], view.mode[0]]).toEqual([preset.radii.r4, 7, VIEW_MODE.a3fr]);
    expect([...view.eyePosition].slice(0, 3)).toEqual([1, 2, 3]);
  });
});

describe.each(HEADSETS)('the picture of %s', (name) => {
  it('spans the field of view of the panel in the pixels asked for', () => {
    const small = benchDisplay(name, 200_000);
    expect(small.width * small.height).toBeGreaterThan(198_000);
    expect(small.width * small.height).toBeLessThan(202_000);
    expect([small.width % 2, small.height % 2]).toEqual([0, 0]);
    expect(small.model.resolution).toEqual([small.width, small.height]);
    expect(small.model.widthMetres / small.model.distanceMetres).toBeCloseTo(2 * small.side);
    expect((Math.atan(small.side) * 180) / Math.PI).toBeGreaterThan(30);
    // Square pixels, but for the rounding to even sides.
    expect(Math.abs(small.side / small.width / (small.up / small.height) - 1)).toBeLessThan(0.01);
  });
});
