import { join } from 'node:path';
import { FovVideoVdp } from '../../src/metrics/fovvideovdp/fovvideovdp.ts';
import type { FramePixels } from '../../src/metrics/fovvideovdp/frame-pixels.ts';
import type { VdpPasses } from '../../src/shared/vdp-passes.ts';
import { type GoldenResult, type GoldenSet, type GoldenVideos, readGoldenSet } from './golden-set.ts';
import { type UnitErrors, unitErrors } from './golden-units.ts';
import { readPicture } from './read-picture.ts';
import { readRawVideo } from './read-raw-video.ts';

/** How far a result is from the authors'. */
export interface JodError {
  readonly name: string;
  readonly display: string;
  readonly foveated: boolean;
  readonly fps: number;
  readonly jod: number;
  readonly expected: number;
  readonly error: number;
}

export interface GoldenReport extends UnitErrors {
  readonly passes: string;
  readonly images: number;
  readonly videos: number;
  readonly maxJodErrorImages: number;
  readonly maxJodErrorVideos: number;
  /** The image and the video result that are furthest off, if there are any. */
  readonly worst: readonly JodError[];
}

/** Scores everything that a golden folder holds. @throws UsageError when something in it is missing or cannot be read */
export async function runGolden(folder: string, passes: VdpPasses): Promise<GoldenReport> {
  const set = await readGoldenSet(folder);
  const images = set.images ? await imageErrors(folder, set.images, passes) : [];
  const videos = set.videos ? await videoErrors(folder, set.videos, passes) : [];
  const worstOf = (errors: readonly JodError[]) => errors.toSorted((a, b) => b.error - a.error).slice(0, 1);
  const [worstImage, worstVideo] = [worstOf(images), worstOf(videos)];
  return {
    passes: passes.name,
    images: images.length,
    videos: videos.length,
    maxJodErrorImages: worstImage[0]?.error ?? 0,
    maxJodErrorVideos: worstVideo[0]?.error ?? 0,
    ...(await unitErrors(folder, set.units)),
    worst: [...worstImage, ...worstVideo],
  };
}

async function imageErrors(
  folder: string,
  results: NonNullable<GoldenSet['images']>,
  passes: VdpPasses,
): Promise<JodError[]> {
  const pictures = cached((name) => readPicture(join(folder, `${name}.png`)));
  const errors: JodError[] = [];
  for (const result of results) {
    const ref = result.ref ?? (result.name.startsWith('odd_') ? 'odd_ref' : 'ref');
    errors.push(score(result, [await pictures(result.name)], [await pictures(ref)], passes));
  }
  return errors;
}

async function videoErrors(
  folder: string,
  { W, H, N, results }: GoldenVideos,
  passes: VdpPasses,
): Promise<JodError[]> {
  const videos = cached((name) => readRawVideo(join(folder, `${name}.rgb`), W, H, N));
  const errors: JodError[] = [];
  for (const result of results) {
    errors.push(score(result, await videos(result.name), await videos(result.ref ?? 'vid_ref'), passes));
  }
  return errors;
}

function score(
  result: GoldenResult,
  test: readonly FramePixels[],
  reference: readonly FramePixels[],
  passes: VdpPasses,
): JodError {
  const { name, display, foveated, fps, fixation } = result;
  const { width, height } = test[0]!;
  const metric = new FovVideoVdp({ display, width, height, fps, foveated, passes });
  try {
    for (const [i, frame] of test.entries()) metric.addFrame(frame, reference[i]!, gazeOf(fixation, i));
    const { jod } = metric.finish();
    return { name, display, foveated, fps, jod, expected: result.jod, error: Math.abs(jod - result.jod) };
  } finally {
    metric.dispose();
  }
}

function gazeOf(fixation: GoldenResult['fixation'], frame: number): readonly [number, number] | undefined {
  if (!fixation) return undefined;
  const gaze = Array.isArray(fixation[0]) ? fixation[frame] : fixation;
  return gaze as readonly [number, number];
}

/** Each name is read once. */
function cached<T>(read: (name: string) => Promise<T>): (name: string) => Promise<T> {
  const values = new Map<string, Promise<T>>();
  return (name) => {
    const known = values.get(name) ?? read(name);
    values.set(name, known);
    return known;
  };
}
