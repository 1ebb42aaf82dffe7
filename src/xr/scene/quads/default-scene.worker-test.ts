import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { frontEye } from '../../../kernels/splats/reference/test-support/eyes.ts';
import { fovealPsnr } from '../../../metrics/foveal-psnr.ts';
import { psnr } from '../../../metrics/psnr.ts';
import { presetNamed } from '../../../workers/splats/foveation/default-presets.ts';
import { QuadDesk } from './test-support/quad-desk.ts';

const WIDTH = 480;
const HEIGHT = 320;
const SCENE = new URL('/assets/scenes/default.spz', location.href).href;

describe('the default scene by QuadRenderer', () => {
  let desk: QuadDesk;
  let full: Uint8Array;
  beforeAll(async () => {
    desk = await QuadDesk.open({ kind: 'url', url: SCENE }, frontEye(WIDTH, HEIGHT, [0, 1.6, 0]));
    await desk.sort();
    full = desk.draw(4);
  }, 120_000);
  afterAll(() => desk.dispose());

  it('is the picture of `tiles`', async () => {
    const tiles = await desk.workers.picture(desk.eye);
    expect(psnr(full, tiles, { channels: 4 })).toBeGreaterThan(38);
  });

  it.each([
    [0, 0],
    [0.6, -0.3],
  ] as const)(
    'keeps the fovea at a gaze of %f, %f',
    async (x, y) => {
      const length = Math.hypot(x, y, 1);
      const gaze = [x / length, y / length, -1 / length];
      const content = await desk.sort(gaze);
      desk.frame.gaze.set(gaze);
      desk.frame.grade = presetNamed('narrow').grade;
      const levels = desk.levelsFor(content, gaze);
      const picture = desk.draw(levels);
      const fovea = fovealPsnr(picture, full, desk.eye, gaze, 10, { channels: 4 });
      expect(psnr(picture, full, { channels: 4 })).toBeLessThan(fovea);
      expect(fovea).toBeGreaterThan(40);
    },
    120_000,
  );
});
