import { boundsOf, readSceneFile } from '../splats/scene-file.ts';
import { benchDisplay } from './bench-display.ts';
import type { FoveationPage } from './foveation-page.ts';
import { makeMetric } from './make-metric.ts';
import { quadsRenderer } from './quads-renderer.ts';
import type { TakesRunner } from './quality-part.ts';
import { runTakes } from './takes.ts';
import { createTilesRenderer } from './tiles-renderer.ts';
import { videoClip } from './video-clip.ts';

/**
 * Draws takes with `quads` on a page and judges them on this thread, one job after the other. The video in full is drawn by `tiles`,
 * which agrees with `quads` in full (part `agreement`), because a software GL takes many times longer.
 */
export function quadsRunner(page: FoveationPage): TakesRunner {
  let last: Promise<unknown> = Promise.resolve();
  let loaded = '';
  return {
    renderer: 'quads',
    run(job) {
      const result = last.then(async () => {
        const { scene, headset, pixels, eyes, takes } = job;
        if (loaded !== scene.file) await page.loadQuads(page.publish(scene.file));
        loaded = scene.file;
        const display = benchDisplay(headset, pixels);
        const raw = await readSceneFile(scene.file);
        const tiles = await createTilesRenderer(raw, 2, eyes * display.width * display.height);
        const metric = makeMetric(display, job.clip.fps);
        try {
          const clip = videoClip(scene, boundsOf(raw), job.clip);
          return await runTakes(quadsRenderer(page), clip, display, eyes, takes, metric, tiles);
        } finally {
          metric.dispose();
          await tiles.close();
        }
      });
      last = result.catch(() => {});
      return result;
    },
  };
}
