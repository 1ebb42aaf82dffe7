import { type Remote, wrap } from 'comlink';
import type { ImageReport } from '../../metrics/fovvideovdp/compare-images.ts';
import type { FramePixels } from '../../metrics/fovvideovdp/frame-pixels.ts';
import type { MetricApi } from './metric.worker.ts';
import type { PictureOptions, VideoOptions, VideoReport } from './metric-engine.ts';

/**
 * FovVideoVDP in a worker of its own. Pictures are copied to it, so the caller may use its arrays again at once. Calls are
 * answered in order; each rejects with an Error of one sentence when something cannot be compared.
 */
export interface MetricClient {
  compare(test: FramePixels, reference: FramePixels, options: PictureOptions): Promise<ImageReport>;
  /** Begins a video; then `addFrame` for each frame and `finish`. */
  begin(options: VideoOptions): Promise<void>;
  addFrame(test: FramePixels, reference: FramePixels, gaze?: readonly [number, number]): Promise<void>;
  finish(): Promise<VideoReport>;
  /** Ends the worker; calls that wait are never answered. */
  dispose(): void;
}

/** Starts a worker with the fastest passes that the browser can run. */
export function createMetricClient(): MetricClient {
  const worker = new Worker(new URL('./metric.worker.ts', import.meta.url), {
    type: 'module',
    name: 'metric',
  });
  const api: Remote<MetricApi> = wrap<MetricApi>(worker);
  return {
    compare: (test, reference, options) => api.compare(test, reference, options),
    begin: (options) => api.begin(options),
    addFrame: (test, reference, gaze) => api.addFrame(test, reference, gaze),
    finish: () => api.finish(),
    dispose: () => worker.terminate(),
  };
}
