import { boundsOf, readSceneFile } from '../splats/scene-file.ts';
import { benchDisplay } from './bench-display.ts';
import type { FoveationPage } from './foveation-page.ts';
import { makeMetric } from './make-metric.ts';
import { quadsRenderer } from './quads-renderer.ts';
import type { TakesRunner } from './quality-part.ts';
import { runTakes } from './takes.ts';
import { videoClip } from './video-clip.ts';

/** Draws takes with `quads` on a page and judges them on this thread, one job after the other. */
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
        const metric = makeMetric(display, job.clip.fps);
        try {
          const clip = videoClip(scene, boundsOf(await readSceneFile(scene.file)), job.clip);
          return await runTakes(quadsRenderer(page), clip, display, eyes, takes, metric);
        } finally {
          metric.dispose();
        }
      });
      last = result.catch(() => {});
      return result;
    },
  };
}
