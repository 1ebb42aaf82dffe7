import type { Page } from '@playwright/test';
import type {} from '../../src/app/page-hooks.ts';
import { startAppServer } from '../harness/app-server.ts';
import type { Row, SuiteContext } from '../harness/suite.ts';
import type { BenchScene } from './scenes.ts';

const PART = 'app';
/** Emulated headset, gaze from a recorded trace, everything else as a person meets it. */
const QUERY = '?emulate=metaVRGlasses&gaze=replay&mode=a3fr';
/** The page's code is compiled, and the picture width has settled, after this. */
const WARM_UP_MS = 12_000;
const START_MS = 120_000;

export interface AppResult {
  readonly rows: readonly Row[];
  readonly xrCallbackCpuP95Ms: number | null;
  readonly splatFps: number | null;
  readonly firstFrameMs1160k: number | null;
}

/** The built application in an emulated headset: page CPU, splat frames, and the time from a file to its picture. */
export async function runApp(
  context: SuiteContext,
  root: string,
  large: BenchScene | null,
): Promise<AppResult> {
  context.log(`${PART}: building`);
  const server = await startAppServer(root);
  try {
    const browser = await context.browser();
    const page = await browser.open(server.address + QUERY, (message) => context.log(`page: ${message}`));
    try {
      await page.waitForFunction(() => globalThis.__saccade?.scene, undefined, { timeout: START_MS });
      const session = await measureSession(page, context.quick ? 4000 : 20_000);
      const firstFrameMs1160k = large ? await measureFirstFrame(page, large) : null;
      return {
        rows: [
          ...session.rows,
          ...(large && firstFrameMs1160k !== null
            ? [row(large.name, 'file to first picture', 'ms', firstFrameMs1160k)]
            : []),
        ],
        xrCallbackCpuP95Ms: session.callbackMs,
        splatFps: session.splatFps,
        firstFrameMs1160k,
      };
    } finally {
      await page.close();
    }
  } finally {
    await server.close();
  }
}

/** Enters the headset, looks on for `durationMs`, and leaves. */
async function measureSession(page: Page, durationMs: number) {
  await page.click('#enter-vr');
  await page.waitForFunction(() => globalThis.__saccade?.phase === 'visible', undefined, {
    timeout: START_MS,
  });
  await page.waitForTimeout(WARM_UP_MS);
  const { stats, splatFps, displayFps } = await page.evaluate(async (duration) => {
    const hooks = globalThis.__saccade!;
    hooks.clearStats();
    const before = hooks.stats;
    const start = performance.now();
    await new Promise((resolve) => setTimeout(resolve, duration));
    const seconds = (performance.now() - start) / 1000;
    const after = hooks.stats;
    return {
      stats: after,
      splatFps: (after.splatFrames - before.splatFrames) / seconds,
      displayFps: (after.displayFrames - before.displayFrames) / seconds,
    };
  }, durationMs);
  if (stats.eyes !== 2) throw new Error(`the headset shows ${stats.eyes} eyes, not 2`);
  await page.click('#enter-vr');
  await page.waitForFunction(() => globalThis.__saccade?.phase === 'desk', undefined, { timeout: START_MS });
  const scene = 'default';
  return {
    splatFps,
    callbackMs: stats.callbackMs.p95,
    rows: [
      row(scene, 'splat frames', '/s', splatFps, `${stats.eyes} × ${stats.width}×${stats.height}`),
      row(scene, 'display frames', '/s', displayFps),
      row(scene, 'page CPU per frame, median', 'ms', stats.callbackMs.median),
      row(scene, 'page CPU per frame, p95', 'ms', stats.callbackMs.p95),
      row(scene, 'age of the gaze when shown, median', 'ms', stats.gazeAgeMs.median),
      row(scene, 'age of the pose when shown, median', 'ms', stats.poseAgeMs.median),
      row(scene, 'splat frame, whole, median', 'ms', stats.stageMs.whole.median),
    ].filter(({ value }) => Number.isFinite(value)),
  };
}

/** Hands a file to the page as a person would and waits for the first picture of it, on the page's own clock. */
async function measureFirstFrame(page: Page, scene: BenchScene): Promise<number> {
  const before = await page.evaluate(() => {
    const input = document.querySelector<HTMLInputElement>('input[type=file]')!;
    input.addEventListener('change', () => performance.mark('bench-file'), { capture: true, once: true });
    return globalThis.__saccade!.scene!.splatCount;
  });
  await page.setInputFiles('input[type=file]', scene.file);
  const shown = await page.waitForFunction(
    (splatCount) => {
      const { scene: info, stats, opening } = globalThis.__saccade!;
      // The newest picture tells how many splats its scene has, so it is known to show the new one.
      const changed = !opening && info!.splatCount !== splatCount;
      return changed && stats.splatsTotal === info!.splatCount && performance.now();
    },
    before,
    { polling: 'raf', timeout: START_MS },
  );
  const start = await page.evaluate(() => performance.getEntriesByName('bench-file')[0]!.startTime);
  return Number(await shown.jsonValue()) - start;
}

function row(scene: string, metric: string, unit: string, value: number, note?: string): Row {
  return { part: PART, scene, subject: 'application', metric, unit, value, ...(note ? { note } : {}) };
}
