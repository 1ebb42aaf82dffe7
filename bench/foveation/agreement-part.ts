import path from 'node:path';
import { psnr } from '../../src/metrics/psnr.ts';
import type { Row, SuiteContext } from '../harness/suite.ts';
import type { PageView } from '../pages/foveation-api.ts';
import { EQUAL_DB } from '../splats/picture-agreement.ts';
import { writePicture } from '../splats/picture-file.ts';
import { readSceneFile } from '../splats/scene-file.ts';
import type { FoveationPage } from './foveation-page.ts';
import { quadsRenderer } from './quads-renderer.ts';
import type { TestScene } from './test-scenes.ts';
import { createTilesRenderer } from './tiles-renderer.ts';
import { withoutAlpha } from './without-alpha.ts';

const PART = 'agreement';

export interface AgreementResult {
  readonly rows: readonly Row[];
  /** Worst view of the worst scene. */
  readonly quadsVsTilesPsnrDb: number | null;
}

/** Both renderers on the same views in full. A scene that one of them cannot open is left out, with a note. */
export async function runAgreement(
  context: SuiteContext,
  page: FoveationPage,
  scenes: readonly TestScene[],
  viewsOf: (scene: TestScene) => Promise<PageView[]>,
): Promise<AgreementResult> {
  const rows: Row[] = [];
  for (const scene of scenes) {
    context.log(`${PART}: ${scene.name}`);
    try {
      const decibels = await agreementOf(context, page, scene, await viewsOf(scene));
      const row = { part: PART, scene: scene.name, subject: 'quads – tiles, in full' };
      rows.push({ ...row, metric: 'worst PSNR', unit: 'dB', value: Math.min(...decibels), series: decibels });
    } catch (error) {
      const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
      context.note(`Agreement: ${scene.name} was left out (${reason}).`);
    }
  }
  return {
    rows,
    quadsVsTilesPsnrDb: rows.length > 0 ? Math.min(...rows.map(({ value }) => value)) : null,
  };
}

async function agreementOf(
  context: SuiteContext,
  page: FoveationPage,
  scene: TestScene,
  views: readonly PageView[],
): Promise<number[]> {
  const { width, height, eyes } = views[0]!;
  const tiles = await createTilesRenderer(await readSceneFile(scene.file), 2, eyes * width * height);
  const quads = quadsRenderer(page);
  try {
    await page.loadQuads(page.publish(scene.file));
    const decibels: number[] = [];
    for (const view of views) {
      const pictures = [await quads.draw(view, false), await tiles.draw(view, false)];
      const [a, b] = pictures.map((frame) => frame.eyes.map(withoutAlpha));
      decibels.push(...a!.map((picture, eye) => Math.min(EQUAL_DB, psnr(picture, b![eye]!))));
      for (const [i, name] of ['quads', 'tiles'].entries()) {
        const file = path.join(context.outDir, 'pictures', `${scene.name}-${name}.png`);
        await writePicture(file, [a!, b!][i]![0]!, width, height);
      }
    }
    return decibels;
  } finally {
    await tiles.close();
  }
}
