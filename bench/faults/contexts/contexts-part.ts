import type { Page } from '@playwright/test';
import { seededRandom } from '../../../src/workers/splats/formats/testing/synthetic-splats.ts';
import type { AppServer } from '../../harness/app-server.ts';
import { summarize } from '../../harness/statistics.ts';
import type { Row, SuiteContext } from '../../harness/suite.ts';
import { deskBack, enterHeadset, leaveHeadset, morePictures, PATIENCE_MS } from '../page/actions.ts';
import type { FaultLog } from '../page/fault-log.ts';
import { openFaultPage } from '../page/fault-page.ts';
import { contrasts } from '../page/look.ts';
import type { PartResult } from '../page/page-part.ts';

const PART = 'contexts';
const SEED = 23;
const LOSSES = 24;
const QUICK_LOSSES = 4;
/**
 * Every so many losses nobody restores the context, and the page has to take a fresh canvas: three times in all, on the desk and in
 * the headset, since a page that needs one again and again gives WebGL up.
 */
const LEFT_LOST_EVERY = 7;
/** Part of the contrast before that must be on the screen again. */
const CONTRAST_SHARE = 0.5;

/** Takes the graphics context away and gives it back, on the desk and in the headset. */
export async function runContexts(
  context: SuiteContext,
  server: AppServer,
  log: FaultLog,
): Promise<PartResult> {
  const random = seededRandom(SEED);
  const losses = context.quick ? QUICK_LOSSES : LOSSES;
  const { page, restart, close } = await openFaultPage(context, server, log, PART);
  const times: Record<'desk' | 'headset', number[]> = { desk: [], headset: [] };
  let unrecovered = 0;
  try {
    for (let i = 0; i < losses; i++) {
      const where = i % 2 === 0 ? 'desk' : 'headset';
      const restoreMs = i % LEFT_LOST_EVERY === LEFT_LOST_EVERY - 1 ? null : Math.round(30 + 900 * random());
      const what = `${where}, ${restoreMs === null ? 'left lost' : `restored after ${restoreMs} ms`}`;
      try {
        const ms = await loseOnce(page, where === 'headset', restoreMs);
        times[where].push(ms);
        context.log(`${PART}: ${i + 1}/${losses} ${what}: splats on the screen after ${Math.round(ms)} ms`);
      } catch (error) {
        unrecovered++;
        context.log(`${PART}: ${i + 1}/${losses} ${what}: ${String(error).split('\n', 1)[0]}`);
        await restart();
      }
    }
  } finally {
    await close();
  }
  const rows = (['desk', 'headset'] as const).flatMap((where): Row[] => {
    const values = times[where];
    if (values.length === 0) return [];
    const statistics = summarize(values);
    const metric = 'loss to splats on the screen';
    return [
      {
        part: PART,
        scene: 'default',
        subject: where,
        metric,
        unit: 'ms',
        value: statistics.median,
        statistics,
        series: values,
      },
    ];
  });
  return { rows, figures: { contextLosses: losses, contextLossesUnrecovered: unrecovered } };
}

/**
 * One loss. A session that the page had to end because of it is no fault, as long as the pictures are back.
 * @param restoreMs when the context comes back; null = never
 * @returns from the loss to splats on the screen, ms
 * @throws Error when they do not come back
 */
async function loseOnce(page: Page, inHeadset: boolean, restoreMs: number | null): Promise<number> {
  if (inHeadset) await enterHeadset(page);
  const before = Math.max(...(await contrasts(page)));
  const lossesBefore = await page.evaluate(() => globalThis.__saccade!.graphics.losses);
  const lostMs = await page.evaluate((restore) => {
    // The emulated headset takes the canvas out of the page while it shows it.
    const canvas =
      globalThis.xrDevice?.appCanvas ?? document.querySelector<HTMLCanvasElement>('.viewport canvas');
    const loser = canvas!.getContext('webgl2')!.getExtension('WEBGL_lose_context')!;
    loser.loseContext();
    if (restore !== null) setTimeout(() => loser.restoreContext(), restore);
    return performance.now();
  }, restoreMs);
  await page.waitForFunction(
    (before) => {
      const { lost, losses } = globalThis.__saccade!.graphics;
      return losses > before && !lost;
    },
    lossesBefore,
    { timeout: PATIENCE_MS },
  );
  await morePictures(page, 2);
  const ms = (await page.evaluate(() => performance.now())) - lostMs;
  const step = await page.evaluate(() => globalThis.__saccade!.graphics.step);
  if (step !== 'webgl') throw new Error(`the page fell to the step "${step}"`);
  const after = Math.max(...(await contrasts(page)));
  if (!(after >= CONTRAST_SHARE * before)) {
    throw new Error(`contrast ${after.toFixed(1)} on the screen after ${before.toFixed(1)} before`);
  }
  if (inHeadset) {
    const phase = await page.evaluate(() => globalThis.__saccade!.phase);
    if (phase === 'desk') await deskBack(page);
    else await leaveHeadset(page);
  }
  return ms;
}
