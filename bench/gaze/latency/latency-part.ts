import type { Page } from '@playwright/test';
import type {} from '../../../src/app/page-hooks.ts';
import { startAppServer } from '../../harness/app-server.ts';
import { median, summarize } from '../../harness/statistics.ts';
import type { Row, SuiteContext } from '../../harness/suite.ts';
import type { Sizes } from '../sizes.ts';

export const LATENCY_PART = 'latency';
/** The figure of the summary; reported, without a bar. */
const TO_PHOTON = 'gaze to photon, p95';
/** Emulated headset whose simulated eye follows a trace and is looked at by the tracker. */
const QUERY = '?emulate=metaVRGlasses&gaze=camera&truth=replay&trace=room-scan&mode=a3fr&renderer=tiles';
/** The page's code is compiled, and the picture width has settled, after this. */
const WARM_UP_MS = 12_000;
const START_MS = 120_000;

/** Times of one eye image, ms, as the page's report has them. */
interface ImageTimes {
  readonly cameraMs: number;
  readonly exitMs: readonly number[];
}

/** From the moment at which the eye was somewhere to the picture that is drawn for it, in the built application. */
export async function runLatency(
  context: SuiteContext,
  sizes: Sizes,
): Promise<{ readonly rows: readonly Row[]; readonly gazeToPhotonMs: number | null }> {
  context.log(`${LATENCY_PART}: building`);
  const server = await startAppServer(context.root);
  try {
    const browser = await context.browser();
    const page = await browser.open(server.address + QUERY, (message) => context.log(`page: ${message}`));
    try {
      await page.waitForFunction(() => globalThis.__saccade?.scene, undefined, { timeout: START_MS });
      const rows = await watch(page, sizes.watchMs);
      const judged = rows.find(({ metric }) => metric === TO_PHOTON);
      if (!judged) context.note('Gaze to photon: no picture was drawn around a gaze of the tracker.');
      return { rows, gazeToPhotonMs: judged?.value ?? null };
    } finally {
      await page.close();
    }
  } finally {
    await server.close();
  }
}

async function watch(page: Page, durationMs: number): Promise<Row[]> {
  await page.click('#enter-vr');
  await page.waitForFunction(() => globalThis.__saccade?.phase === 'visible', undefined, {
    timeout: START_MS,
  });
  await page.waitForFunction(() => globalThis.__saccade?.eye?.phase === 'live', undefined, {
    timeout: START_MS,
  });
  await page.waitForTimeout(WARM_UP_MS);
  const { stats, images } = await page.evaluate(async (duration) => {
    const hooks = globalThis.__saccade!;
    hooks.clearStats();
    const images: { cameraMs: number; exitMs: number[] }[] = [];
    let seen = hooks.eye!.image;
    const end = performance.now() + duration;
    while (performance.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 4));
      const { image, cameraMs, exitMs } = hooks.eye!;
      if (image === seen) continue;
      seen = image;
      images.push({ cameraMs, exitMs: Array.from(exitMs) });
    }
    return { stats: hooks.stats, images };
  }, durationMs);
  await page.click('#enter-vr');
  await page.waitForFunction(() => globalThis.__saccade?.phase === 'desk', undefined, { timeout: START_MS });
  if (stats.eyes !== 2) throw new Error(`the headset shows ${stats.eyes} eyes, not 2`);
  return [
    ...imageRows(images),
    row('gaze to photon, median', stats.gazeAgeMs.median, `${stats.eyes} × ${stats.width}×${stats.height}`),
    row(TO_PHOTON, stats.gazeAgeMs.p95, 'when the page hands its frame over; scan-out is the display’s'),
    ...(['project', 'sort', 'bin', 'blend', 'reconstruct'] as const).map((stage) =>
      row(`draw: ${stage}, median`, stats.stageMs[stage].median),
    ),
    row('draw: wait for exits, median', waitOf(stats.stageMs)),
    row('between two pictures, median', stats.splatMs.median),
    row('between two display frames, median', stats.displayMs.median),
    row('age of the pose, median', stats.poseAgeMs.median),
  ].filter(({ value }) => Number.isFinite(value));
}

/** What is left of a picture's time besides its stages. */
function waitOf(stages: Readonly<Record<string, { readonly median: number }>>): number {
  const parts = ['project', 'sort', 'bin', 'blend', 'reconstruct'];
  return Math.max(
    0,
    parts.reduce((left, stage) => left - stages[stage]!.median, stages.whole!.median),
  );
}

/** Camera and exits over the images that were seen; an image may be left before its last exit. */
function imageRows(images: readonly ImageTimes[]): Row[] {
  if (images.length === 0) throw new Error('the tracker looked at no image');
  const exits = images[0]!.exitMs.map((_, exit) =>
    images.map(({ exitMs }) => exitMs[exit]!).filter((ms) => ms > 0),
  );
  return [
    row('eye camera, median', median(images.map(({ cameraMs }) => cameraMs)), `${images.length} images`),
    ...exits.flatMap((times, exit) =>
      times.length === 0
        ? []
        : [
            {
              ...row(`exit ${exit + 1} after the image, median`, median(times)),
              statistics: summarize(times),
            },
          ],
    ),
  ];
}

function row(metric: string, value: number, note?: string): Row {
  const place = { part: LATENCY_PART, scene: 'default', subject: 'application' };
  return { ...place, metric, unit: 'ms', value, ...(note ? { note } : {}) };
}
