import type { Page } from '@playwright/test';
import { logLines, moreSplatFrames, openSmall } from './app.ts';
import { drop, expectScene, SMALL_PLY, SMALL_SPLATS } from './files.ts';
import { expect, test } from './test.ts';

/** A fault must be noticed and made good within a second; shared and busy cores get some more. */
const RECOVERY_MS = 3000;

async function breakWorker(
  page: Page,
  worker: 'loader' | number,
  fault: 'kill' | 'hang' | 'throw',
): Promise<void> {
  const restarts = await page.evaluate(() => globalThis.__saccade!.health.restarts);
  await page.evaluate(([which, how]) => globalThis.__saccade!.breakWorker(which, how), [
    worker,
    fault,
  ] as const);
  await page.waitForFunction((before) => globalThis.__saccade!.health.restarts > before, restarts, {
    timeout: 10_000,
  });
}

test('workers that die or hang are replaced, and their work goes on', async ({ page }) => {
  await openSmall(page, 'gaze=head&workers=2');
  for (const [worker, fault] of [
    [0, 'kill'],
    [1, 'hang'],
    ['loader', 'kill'],
  ] as const) {
    await breakWorker(page, worker, fault);
    await moreSplatFrames(page, 3);
    // Work without a failure ends a row of failures.
    await page.waitForTimeout(2500);
  }
  const health = await page.evaluate(() => globalThis.__saccade!.health);
  test.info().annotations.push({ type: 'recovery', description: `${health.maxRecoveryMs.toFixed(0)} ms` });
  expect(health.restarts).toBe(3);
  expect(health.maxRecoveryMs).toBeLessThan(RECOVERY_MS);
  expect((await logLines(page)).filter((line) => line.startsWith('recovered'))).toHaveLength(3);
  await drop(page, { name: 'after.ply', bytes: SMALL_PLY });
  await expectScene(page, 'after.ply', SMALL_SPLATS);
});

for (const worker of ['loader', 0] as const) {
  test(`three deaths in a row switch off ${worker === 0 ? 'drawing' : 'opening'}, not the rest`, async ({
    page,
  }) => {
    await openSmall(page, 'gaze=head&workers=2');
    const which = worker === 0 ? ('splats' as const) : worker;
    for (let deaths = 0; deaths < 3; deaths++) {
      if (deaths < 2) await breakWorker(page, worker, 'kill');
      else await page.evaluate((number) => globalThis.__saccade!.breakWorker(number, 'kill'), worker);
    }
    await page.waitForFunction((name) => globalThis.__saccade!.health.off[name] !== null, which);
    const alert = page.getByRole('alert').filter({ hasText: 'switched off' });
    await expect(alert).toBeVisible();
    const displayed = await page.evaluate(() => globalThis.__saccade!.stats.displayFrames);
    await page.waitForFunction((before) => globalThis.__saccade!.stats.displayFrames > before + 3, displayed);
    if (worker === 'loader') await moreSplatFrames(page, 3);
    await alert.getByRole('button', { name: 'Try again' }).click();
    await page.waitForFunction((name) => globalThis.__saccade!.health.off[name] === null, which);
    await drop(page, { name: 'again.ply', bytes: SMALL_PLY });
    await expectScene(page, 'again.ply', SMALL_SPLATS);
    await moreSplatFrames(page, 3);
  });
}

test('a hidden tab lets the workers sleep, and wakes them', async ({ page }) => {
  await openSmall(page, 'gaze=head');
  const show = (hidden: boolean) =>
    page.evaluate((value) => {
      Object.defineProperty(document, 'hidden', { value, configurable: true });
      Object.defineProperty(document, 'visibilityState', {
        value: value ? 'hidden' : 'visible',
        configurable: true,
      });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
  const frames = () => page.evaluate(() => globalThis.__saccade!.stats.splatFrames);
  await show(true);
  await page.waitForTimeout(500);
  const asleep = await frames();
  await page.waitForTimeout(1500);
  expect(await frames()).toBe(asleep);
  expect(await page.evaluate(() => globalThis.__saccade!.health.restarts)).toBe(0);
  await show(false);
  await moreSplatFrames(page, 5);
});
