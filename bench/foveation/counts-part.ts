import path from 'node:path';
import { median } from '../harness/statistics.ts';
import type { Row, SuiteContext } from '../harness/suite.ts';
import type { DrawCount, EyeCamera, PageView } from '../pages/foveation-api.ts';
import { boundsOf, readSceneFile } from '../splats/scene-file.ts';
import { benchDisplay } from './bench-display.ts';
import type { FoveationPage } from './foveation-page.ts';
import type { Sizes } from './sizes.ts';
import { eyePositions } from './stereo-view.ts';
import type { TestScene } from './test-scenes.ts';
import { videoClip } from './video-clip.ts';

const PART = 'counts';
/** Seconds between the views that are counted. */
const VIEW_STEP_S = 2.5;

export interface CountsResult {
  readonly rows: readonly Row[];
  readonly fragmentsVsSpark: number | null;
  readonly splatsVsSpark: number | null;
}

/**
 * What Spark and `quads` make a GPU do for the same views of both eyes at the same pixels. A scene that one of them cannot open is left
 * out, with a note.
 */
export async function runCounts(
  context: SuiteContext,
  page: FoveationPage,
  scenes: readonly TestScene[],
  viewsOf: (scene: TestScene) => Promise<PageView[]>,
): Promise<CountsResult> {
  const rows: Row[] = [];
  const fragmentRatios: number[] = [];
  const splatRatios: number[] = [];
  for (const scene of scenes) {
    context.log(`${PART}: ${scene.name}`);
    const views = await viewsOf(scene);
    const theirs: DrawCount[] = [];
    const ours: DrawCount[] = [];
    try {
      const { width, height } = views[0]!;
      const upright = path.extname(scene.file) === '.spz';
      await page.loadSpark({ sceneUrl: page.publish(scene.file), width, height, upright });
      for (const view of views) theirs.push(await page.countSpark(camerasOf(view)));
      await page.loadQuads(page.publish(scene.file));
      for (const view of views) ours.push(await page.countQuads(view));
    } catch (error) {
      const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
      context.note(`Counts: ${scene.name} was left out (${reason}).`);
      continue;
    }
    rows.push(...countRows(scene.name, 'Spark', theirs), ...countRows(scene.name, 'quads', ours));
    const fragments = median(theirs.map((count, i) => count.fragments / ours[i]!.fragments));
    const splats = median(theirs.map((count, i) => count.splats / ours[i]!.splats));
    const row = { part: PART, scene: scene.name, subject: 'Spark ÷ quads', unit: '×' };
    rows.push(
      { ...row, metric: 'fragments, ratio', value: fragments },
      { ...row, metric: 'splats, ratio', value: splats },
    );
    fragmentRatios.push(fragments);
    splatRatios.push(splats);
  }
  return {
    rows,
    fragmentsVsSpark: fragmentRatios.length > 0 ? median(fragmentRatios) : null,
    splatsVsSpark: splatRatios.length > 0 ? median(splatRatios) : null,
  };
}

/** Views along the walk through a scene, as a headset has them. */
export async function countedViews(
  scene: TestScene,
  number: number,
  sizes: Sizes,
  detail: PageView['detail'],
): Promise<PageView[]> {
  const { width, height, side, up } = benchDisplay('quest3', sizes.countPixels);
  const bounds = boundsOf(await readSceneFile(scene.file));
  const plan = { number, frames: sizes.countViews, fps: 1 / VIEW_STEP_S, leadSeconds: 0 };
  const clip = videoClip(scene, bounds, plan);
  const gazes = clip.gazes(0);
  return clip.poses.map((head, i) => ({
    timeMs: 0,
    head,
    gaze: gazes[i]!,
    width,
    height,
    side,
    up,
    eyes: 2,
    detail,
  }));
}

function camerasOf({ head, eyes, side, up }: PageView): EyeCamera[] {
  return eyePositions(head, eyes).map((position) => ({ position, orientation: head.orientation, side, up }));
}

function countRows(scene: string, subject: string, counts: readonly DrawCount[]): Row[] {
  if (counts.length === 0) return [];
  const row = { part: PART, scene, subject, unit: 'thousand' };
  const thousands = (of: (count: DrawCount) => number) => {
    const series = counts.map((count) => of(count) / 1000);
    return { value: median(series), series };
  };
  return [
    { ...row, metric: 'fragments, both eyes', ...thousands(({ fragments }) => fragments) },
    { ...row, metric: 'splats submitted an eye', ...thousands(({ splats }) => splats) },
  ];
}
