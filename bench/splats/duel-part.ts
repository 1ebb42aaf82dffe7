import path from 'node:path';
import type { Row, SuiteContext } from '../harness/suite.ts';
import { type Engine, NAMES } from '../pages/duel-api.ts';
import { costRows, medianFrame } from './cost-rows.ts';
import { openDuelPage } from './duel-page.ts';
import { agreementRows } from './picture-agreement.ts';
import type { Shot } from './pose.ts';
import { boundsOf, readSceneFile } from './scene-file.ts';
import { sceneViews } from './scene-views.ts';
import type { BenchScene } from './scenes.ts';

const PART = 'duel';
const SHOT: Shot = { width: 1280, height: 960, fovDeg: 60 };
/** The headset kernel of Spark is shown beside the others but not judged by: it draws less. */
const ENGINES: readonly Engine[] = ['spark', 'gaussian-splats-3d', 'spark-headset', 'tiles'];
const JUDGED = [NAMES.spark, NAMES.gaussianSplats3d];

export interface DuelResult {
  readonly rows: readonly Row[];
  /** Median frame of the faster rival over ours. */
  readonly fullVsBestRival: number | null;
  readonly a3frVsBestRival: number | null;
}

/** Frame times of all engines on one capture, on one page, interleaved, and how far their pictures agree. */
export async function runDuel(
  context: SuiteContext,
  scene: BenchScene,
  engines: readonly Engine[] = ENGINES,
): Promise<DuelResult> {
  const bounds = boundsOf(await readSceneFile(scene.file));
  const views = sceneViews(scene, bounds, context.quick ? 6 : 24, SHOT.fovDeg);
  const page = await openDuelPage(context);
  try {
    const loaded = await page.load({ engines, sceneUrl: page.publish(scene.file), shot: SHOT });
    context.log(
      `${PART}: ${loaded.map(({ name, splatCount }) => `${name} ${splatCount}`).join(', ')} splats`,
    );
    const pictures = await page.pictures(views[0]!);
    const agreement = await agreementRows(pictures, SHOT, scene.name, path.join(context.outDir, 'pictures'));
    // Shaders, kernels and threads are warm after this.
    await page.measure({ views: views.slice(0, 2), rounds: 1 });
    const measured = await page.measure({ views, rounds: context.quick ? 1 : 3 });
    const rivals = JUDGED.map((name) => medianFrame(measured, name)).filter((value) => value !== null);
    const over = (name: string) => {
      const ours = medianFrame(measured, name);
      return ours !== null && rivals.length > 0 ? Math.min(...rivals) / ours : null;
    };
    return {
      rows: [...costRows(measured, PART, scene.name), ...agreement],
      fullVsBestRival: over(NAMES.full),
      a3frVsBestRival: over(NAMES.a3fr),
    };
  } finally {
    await page.close();
  }
}
