import type { FovVideoVdp } from '../../src/metrics/fovvideovdp/fovvideovdp.ts';
import type { FoveationPreset } from '../../src/workers/splats/foveation/presets.ts';
import { median } from '../harness/statistics.ts';
import type { PageView } from '../pages/foveation-api.ts';
import type { BenchDisplay } from './bench-display.ts';
import type { FrameFigures, StereoFrame, StereoRenderer } from './stereo-renderer.ts';
import type { Eyes, ViewDetail } from './stereo-view.ts';
import type { VideoClip } from './video-clip.ts';
import { VideoJudge, type VideoQuality } from './video-judge.ts';

/** One way to draw a clip. */
export interface Take {
  readonly preset: FoveationPreset;
  /** Most splats; 0 = no limit. */
  readonly budget: number;
  /** How old the gaze is that foveation knows, seconds. The metric always knows the true one. */
  readonly latencySeconds: number;
}

export interface TakeResult extends VideoQuality {
  readonly preset: string;
  readonly budget: number;
  readonly latencySeconds: number;
  /** Medians over the frames; fragments of the first. */
  readonly figures: FrameFigures;
  /** The same of the clip in full. */
  readonly full: FrameFigures;
}

/**
 * Draws a clip in full and in every take, and judges each take against the full one. A take whose budget exceeds what is drawn in full is
 * left out: it would repeat the one without.
 * @param reference draws the clip in full; may be another renderer than the one that is judged where both agree in full
 */
export async function runTakes(
  renderer: StereoRenderer,
  clip: VideoClip,
  display: BenchDisplay,
  eyes: Eyes,
  takes: readonly Take[],
  metric: FovVideoVdp,
  reference: StereoRenderer = renderer,
): Promise<TakeResult[]> {
  const full = await drawClip(reference, clip, display, eyes, null, 0);
  const judge = new VideoJudge(display, metric, full, clip.gazes(0));
  const fullFigures =
    reference === renderer
      ? middleFigures(full)
      : await renderer.figures(viewsOf(clip, display, eyes, null, 0)[0]!);
  const results: TakeResult[] = [];
  for (const { preset, budget, latencySeconds } of takes) {
    if (budget >= fullFigures.splats) continue;
    const frames = await drawClip(renderer, clip, display, eyes, { preset, budget }, latencySeconds);
    results.push({
      preset: preset.name,
      budget,
      latencySeconds,
      figures: middleFigures(frames),
      full: fullFigures,
      ...judge.judge(frames),
    });
  }
  return results;
}

async function drawClip(
  renderer: StereoRenderer,
  clip: VideoClip,
  display: BenchDisplay,
  eyes: Eyes,
  detail: ViewDetail | null,
  latencySeconds: number,
): Promise<StereoFrame[]> {
  const frames: StereoFrame[] = [];
  for (const [i, view] of viewsOf(clip, display, eyes, detail, latencySeconds).entries()) {
    frames.push(await renderer.draw(view, i === 0));
  }
  return frames;
}

function viewsOf(
  clip: VideoClip,
  display: BenchDisplay,
  eyes: Eyes,
  detail: ViewDetail | null,
  latencySeconds: number,
): PageView[] {
  const gazes = clip.gazes(latencySeconds);
  const { width, height, side, up } = display;
  return clip.poses.map((head, i) => {
    const timeMs = (1000 * i) / clip.fps;
    return { timeMs, head, gaze: gazes[i]!, width, height, side, up, eyes, detail };
  });
}

function middleFigures(frames: readonly FrameFigures[]): FrameFigures {
  const fragments = frames.map((frame) => frame.fragments).filter((count) => count !== null);
  return {
    pixelsShaded: median(frames.map((frame) => frame.pixelsShaded)),
    pixelsTotal: frames[0]!.pixelsTotal,
    splats: median(frames.map((frame) => frame.splats)),
    fragments: fragments.length > 0 ? median(fragments) : null,
  };
}
