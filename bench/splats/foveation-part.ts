import path from 'node:path';
import { fovealPsnr } from '../../src/metrics/foveal-psnr.ts';
import { median } from '../harness/statistics.ts';
import type { Row, SuiteContext } from '../harness/suite.ts';
import { NAMES } from '../pages/duel-api.ts';
import { costRows, medianFrame } from './cost-rows.ts';
import { type DuelPage, openDuelPage } from './duel-page.ts';
import { EQUAL_DB } from './picture-agreement.ts';
import { writePicture } from './picture-file.ts';
import type { Shot, View } from './pose.ts';
import { boundsOf, readSceneFile } from './scene-file.ts';
import { sceneViews } from './scene-views.ts';
import type { BenchScene } from './scenes.ts';
import { tangents } from './view-record.ts';

const PART = 'foveation';
/** A3FR's geometry (papers' code, 1.3): 120 degrees across the picture. */
const ACROSS_DEG = 120;
const SHOT: Shot = {
  width: 1920,
  height: 1080,
  fovDeg: (360 / Math.PI) * Math.atan((Math.tan((ACROSS_DEG * Math.PI) / 360) * 1080) / 1920),
};
const FOVEA_DEG = 10;
/** Every so many views of the path are also judged by quality. */
const JUDGED_STEP = 4;

export interface FoveationResult {
  readonly rows: readonly Row[];
  /** Median over scenes of full ÷ A3FR frame. */
  readonly a3frVsFull1080: number | null;
  /** Worst view of the worst scene. */
  readonly foveaPsnrDb: number | null;
}

/** What A3FR saves against full rendering, and what it costs where the eye looks, scene by scene. */
export async function runFoveation(
  context: SuiteContext,
  scenes: readonly BenchScene[],
): Promise<FoveationResult> {
  const rows: Row[] = [];
  const ratios: number[] = [];
  const worst: number[] = [];
  for (const scene of scenes) {
    context.log(`${PART}: ${scene.name}`);
    const bounds = boundsOf(await readSceneFile(scene.file));
    const views = sceneViews(scene, bounds, context.quick ? 4 : 24, SHOT.fovDeg);
    const page = await openDuelPage(context);
    try {
      await page.load({ engines: ['tiles'], sceneUrl: page.publish(scene.file), shot: SHOT });
      const judged = views.filter((_, i) => i % JUDGED_STEP === 0);
      const folder = path.join(context.outDir, 'pictures');
      const quality: number[] = [];
      for (const view of judged) quality.push(await foveaQuality(page, view, folder, scene.name));
      const measured = await page.measure({ views, rounds: context.quick ? 1 : 3 });
      const ratio = medianFrame(measured, NAMES.full)! / medianFrame(measured, NAMES.a3fr)!;
      ratios.push(ratio);
      worst.push(Math.min(...quality));
      const row = { part: PART, scene: scene.name, subject: NAMES.a3fr };
      rows.push(
        ...costRows(measured, PART, scene.name),
        { ...row, metric: 'full ÷ A3FR', unit: '×', value: ratio },
        {
          ...row,
          metric: 'worst PSNR in the fovea',
          unit: 'dB',
          value: Math.min(...quality),
          series: quality,
        },
      );
    } finally {
      await page.close();
    }
  }
  return {
    rows,
    a3frVsFull1080: ratios.length > 0 ? median(ratios) : null,
    foveaPsnrDb: worst.length > 0 ? Math.min(...worst) : null,
  };
}

/** PSNR of A3FR against full within `FOVEA_DEG` of the gaze, dB. Leaves the last pair of pictures in `folder`. */
async function foveaQuality(page: DuelPage, view: View, folder: string, scene: string): Promise<number> {
  const pictures = new Map<string, Uint8Array>();
  for (const { name, rgb } of await page.pictures(view)) {
    const pixels = new Uint8Array(Buffer.from(rgb, 'base64'));
    pictures.set(name, pixels);
    const file = `${scene}-1080-${name.endsWith('A3FR') ? 'a3fr' : 'full'}.png`;
    await writePicture(path.join(folder, file), pixels, SHOT.width, SHOT.height);
  }
  const { up, side } = tangents(SHOT);
  const eye = { left: side, right: side, up, down: up, width: SHOT.width, height: SHOT.height };
  const psnr = fovealPsnr(pictures.get(NAMES.a3fr)!, pictures.get(NAMES.full)!, eye, view.gaze, FOVEA_DEG);
  return Math.min(psnr, EQUAL_DB);
}
