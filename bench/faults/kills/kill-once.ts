import type { Page } from '@playwright/test';
import { dropFile, PATIENCE_MS, sceneShown } from '../page/actions.ts';
import { smallScene } from '../page/small-scenes.ts';
import { recoveryMs } from '../recovery.ts';
import type { Kill } from './kill-plan.ts';

/** Pictures that must come after a restart before the fault counts as over. */
const PICTURES_AFTER = 3;

export interface KillResult {
  /** From the fault to the next picture, or, for the loader, until it is back and a file handed over meanwhile is shown; ms. */
  readonly recoveryMs: number;
  /** Longest time without a new picture, ms: the loader's end must not be seen. */
  readonly pauseMs: number;
}

/**
 * Breaks one worker and waits until everything is as before.
 * @param number tells the files of successive calls apart
 * @throws TimeoutError when it does not come back
 */
export async function killOnce(page: Page, kill: Kill, number: number): Promise<KillResult> {
  const { name, bytes } = smallScene(number);
  const { worker, fault, duringLoad, delayMs } = kill;
  await page.evaluate(() => globalThis.__probe!.watch(true));
  if (duringLoad) await dropFile(page, name, bytes);
  const faultMs = await page.evaluate(
    async ([target, way, delay]) => {
      await new Promise((resolve) => setTimeout(resolve, delay));
      globalThis.__saccade!.breakWorker(target, way);
      return performance.now();
    },
    [worker, fault, delayMs] as const,
  );
  // A loader at rest proves by a file that it is back.
  const loads = duringLoad || worker === 'loader';
  if (loads && !duringLoad) await dropFile(page, name, bytes);
  await page.waitForFunction(
    ([fault, count]) => {
      const { restarts, pictures } = globalThis.__probe!;
      const last = Math.max(fault, restarts.at(-1) ?? Number.POSITIVE_INFINITY);
      return pictures.filter((ms) => ms > last).length >= count;
    },
    [faultMs, PICTURES_AFTER] as const,
    { timeout: PATIENCE_MS },
  );
  if (loads) await sceneShown(page, name);
  const { pictures, restarts, scenes } = await page.evaluate(() => {
    const probe = globalThis.__probe!;
    probe.watch(false);
    return { pictures: probe.pictures, restarts: probe.restarts, scenes: probe.scenes };
  });
  const pauseMs = recoveryMs(faultMs, pictures);
  if (worker !== 'loader') return { recoveryMs: pauseMs, pauseMs };
  const back = Math.max(restarts[0]!, scenes.at(-1) ?? 0);
  return { recoveryMs: back - faultMs, pauseMs };
}
