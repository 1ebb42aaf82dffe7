import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reconstruct } from '../../../kernels/splats/reference/reconstruct.ts';
import { renderReference } from '../../../kernels/splats/reference/render-reference.ts';
import type { SplatCloud } from '../../../kernels/splats/reference/splat-cloud.ts';
import { frontEye } from '../../../kernels/splats/reference/test-support/eyes.ts';
import { randomCloud } from '../../../kernels/splats/reference/test-support/random-cloud.ts';
import { psnr } from '../../../metrics/psnr.ts';
import { shadedPixelCount } from '../../../workers/splats/foveation/quad-passes.ts';
import { growLevels } from './grow-levels.ts';
import { cloudPly } from './test-support/cloud-ply.ts';
import { QuadDesk } from './test-support/quad-desk.ts';

const WIDTH = 256;
const HEIGHT = 160;
const TILES = (WIDTH / 32) * (HEIGHT / 32);
const eye = frontEye(WIDTH, HEIGHT);

const open = (cloud: SplatCloud) => QuadDesk.open(cloudPly('cloud.ply', cloud), eye);

function bytesOf(color: Float32Array): Uint8Array {
  return Uint8Array.from(color, (value) => Math.round(255 * Math.min(1, Math.max(0, value))));
}

describe('QuadRenderer at all pixels', () => {
  it.each([0, 1, 2, 3] as const)(
    'draws what the reference draws, harmonics of degree %i',
    async (shDegree) => {
      const cloud = randomCloud({ count: 3000, seed: 7 + shDegree, shDegree });
      const desk = await open(cloud);
      expect(desk.quads.precision).toBe('half');
      await desk.sort();
      const expected = bytesOf(renderReference(cloud, eye, eye.position).color);
      // 47 to 52 dB were measured, half floats of a software GL being cut and not rounded; `tiles` stays above 38 dB by the same distance.
      expect(psnr(desk.draw(4), expected, { channels: 4 })).toBeGreaterThan(46);
      expect(desk.target.gl.getError()).toBe(0);
      desk.dispose();
    },
  );
});

describe('QuadRenderer at fewer pixels', () => {
  let desk: QuadDesk;
  beforeAll(async () => {
    desk = await open(randomCloud({ count: 3000, seed: 3 }));
    await desk.sort();
  });
  afterAll(() => desk.dispose());

  const mixed = Uint8Array.from({ length: TILES }, (_, i) => [4, 0, 1, 2, 3, 0, 0, 4, 1, 3, 2][i % 11]!);

  it('fills in the others as the reference does, at any mix of levels', () => {
    const color = desk.draw(4);
    for (const levels of [...[0, 1, 2, 3].map((level) => new Uint8Array(TILES).fill(level)), mixed]) {
      const depth = new Float32Array((WIDTH * HEIGHT) / 4);
      const expected = reconstruct({ color, depth, width: WIDTH, height: HEIGHT, levels }).color;
      const worst = desk
        .draw(levels)
        .reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i]!)), 0);
      // The reference rounds the means of means up at every step.
      expect(worst).toBeLessThanOrEqual(2);
    }
  });

  it('draws only the passes that a tile wants', () => {
    const passes = (levels: number | Uint8Array<ArrayBuffer>) =>
      desk.quads.render(0, desk.view(levels), desk.frame, null);
    expect([0, 1, 2, 3, 4].map(passes)).toEqual([1, 1, 2, 3, 1]);
    expect(passes(mixed)).toBe(5);
  });

  it('draws a level that rises between passes as if it had been so from the start', () => {
    const start = Uint8Array.from({ length: TILES }, (_, i) => [0, 1, 2, 1, 3][i % 5]!);
    const wanted = Uint8Array.from({ length: TILES }, (_, i) => [0, 1, 1, 2, 3, 4, 4][i % 7]!);
    for (let rise = 0; rise < 4; rise++) {
      const levels = start.slice();
      const view = desk.view(levels);
      const most = start.map((level, i) => Math.max(level, wanted[i]!));
      const watch = {
        beforePass: (_: number, pass: number) => pass === rise && growLevels(levels, most, pass),
      };
      desk.quads.render(0, view, desk.frame, null, watch);
      desk.target.bind();
      desk.quads.resolve(0);
      const risen = desk.target.read();
      expect(levels.every((level, i) => level >= most[i]!)).toBe(true);
      expect(risen, `before pass ${rise}`).toEqual(desk.draw(levels));
    }
  });

  it('shades exactly the pixels of the policy', async () => {
    // One splat in front of the whole picture: a fragment a pixel and pass.
    const wall = await open({
      count: 1,
      positions: [0, 0, -5],
      scales: [40, 40, 0.01],
      rotations: [0, 0, 0, 1],
      colors: [0.2, 0.5, 0.7],
      opacities: [0.95],
      shDegree: 0,
      shRest: null,
    });
    await wall.sort();
    const counts = wall.quads.countFragments(0, wall.view(mixed), wall.frame, null);
    const wanted = mixed.reduce((sum, level) => sum + shadedPixelCount(level, 32, 32), 0);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(wanted);
    expect(counts[4]).toBe(64 * mixed.filter((level) => level === 0).length);
    wall.dispose();
  });

  it('shades a share of the fragments that goes with the share of the pixels', () => {
    const count = (levels: number | Uint8Array<ArrayBuffer>) =>
      desk.quads.countFragments(0, desk.view(levels), desk.frame, null).reduce((sum, n) => sum + n, 0);
    const full = count(4);
    expect(count(1) / full).toBeCloseTo(1 / 4, 2);
    expect(count(0) / full).toBeCloseTo(1 / 16, 2);
    const half = Uint8Array.from({ length: TILES }, (_, i) => (i < TILES / 2 ? 4 : 1));
    const other = half.map((level) => 5 - level);
    // Corners of a quad that reach beyond its ellipse into a tile count only where it is drawn for another.
    const parts = (count(half) + count(other)) / (full + count(1));
    expect(parts).toBeLessThanOrEqual(1);
    expect(parts).toBeGreaterThan(0.999);
  });
});
