import { boundsOf, readSceneFile } from '../splats/scene-file.ts';
import { benchDisplay, type Headset } from './bench-display.ts';
import { makeMetric } from './make-metric.ts';
import type { Eyes } from './stereo-view.ts';
import { runTakes, type Take, type TakeResult } from './takes.ts';
import type { TestScene } from './test-scenes.ts';
import { createTilesRenderer } from './tiles-renderer.ts';
import { type ClipPlan, videoClip } from './video-clip.ts';

/** A clip of one scene on one display, and the ways to draw it. Plain data: it crosses threads. */
export interface TakesJob {
  readonly scene: TestScene;
  readonly headset: Headset;
  /** Of one eye's picture. */
  readonly pixels: number;
  readonly eyes: Eyes;
  readonly clip: ClipPlan;
  readonly takes: readonly Take[];
}

/** Draws and judges with `tiles` on this thread alone. @throws SplatFileError when the scene cannot be read */
export async function runTilesJob(job: TakesJob): Promise<TakeResult[]> {
  const raw = await readSceneFile(job.scene.file);
  const display = benchDisplay(job.headset, job.pixels);
  const metric = makeMetric(display, job.clip.fps);
  const renderer = await createTilesRenderer(raw, 1, job.eyes * display.width * display.height);
  try {
    const clip = videoClip(job.scene, boundsOf(raw), job.clip);
    return await runTakes(renderer, clip, display, job.eyes, job.takes, metric);
  } finally {
    metric.dispose();
    await renderer.close();
  }
}
