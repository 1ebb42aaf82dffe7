import type { Page } from '@playwright/test';
import { enterVR, leaveVR, logLines, moreSplatFrames, openSmall } from './app.ts';
import { loseContext, restoreContext } from './context.ts';
import { seenContrast } from './pixels.ts';
import { expect, test } from './test.ts';

/** Contrast of the small cloud; the bare background has none. */
const SOME_PICTURE = 5;

/** How long the counts of the renderer stay as they are before all is taken to be loaded, ms. */
const STEADY_MS = 2000;

/** What the renderer holds once late guests (controllers, the board’s glyphs) have arrived. */
async function steadyMemory(page: Page) {
  const look = () => page.evaluate(() => globalThis.__saccade!.graphics.memory!);
  for (let memory = await look(); ; ) {
    await page.waitForTimeout(STEADY_MS);
    const later = await look();
    if (JSON.stringify(later) === JSON.stringify(memory)) return memory;
    memory = later;
  }
}

/** Loses the context twice and gets it back; the renderer then holds no more than before. */
async function loseAndRestore(page: Page): Promise<void> {
  const before = await steadyMemory(page);
  for (const count of [1, 2]) {
    await loseContext(page);
    await page.waitForTimeout(300);
    await restoreContext(page);
    await moreSplatFrames(page, 5);
    const { losses, recoveries, canvasKey, memory } = await page.evaluate(
      () => globalThis.__saccade!.graphics,
    );
    expect([losses, recoveries, canvasKey]).toEqual([count, count, 0]);
    // A mesh that is out of view is not there yet.
    expect(memory!.geometries).toBeLessThanOrEqual(before.geometries);
    expect(memory!.textures).toBeLessThanOrEqual(before.textures);
    expect(memory!.programs).toBeLessThanOrEqual(before.programs);
  }
}

/** Loses the context for good: a fresh canvas follows. */
async function loseForGood(page: Page): Promise<void> {
  await loseContext(page);
  await page.waitForFunction(() => globalThis.__saccade!.graphics.canvasKey === 1);
  await page.waitForFunction(() => !globalThis.__saccade!.graphics.lost);
  await page.waitForFunction(() => globalThis.__saccade!.stats.eyes === 1);
  await moreSplatFrames(page, 5);
  expect(await seenContrast(page)).toBeGreaterThan(SOME_PICTURE);
}

test('the desk survives lost graphics contexts, also one that stays away', async ({ page }) => {
  await openSmall(page, 'overlays=rings,tiles,trail,meshes');
  await loseAndRestore(page);
  expect(await seenContrast(page)).toBeGreaterThan(SOME_PICTURE);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await loseForGood(page);
  expect((await logLines(page)).filter((line) => line.startsWith('recovered'))).toHaveLength(3);
  // Input and gaze belong to the fresh canvas, and so does a session.
  await page.mouse.move(600, 300);
  await page.mouse.move(640, 360);
  await page.waitForFunction(() => globalThis.__saccade!.gazeStatus === 'live');
  await enterVR(page);
  await leaveVR(page);
});

test('a session outlives lost graphics contexts; where one stays away the desk goes on', async ({ page }) => {
  await openSmall(page, 'emulate=metaVRGlasses');
  await enterVR(page);
  const box = () => page.locator('canvas').first().boundingBox();
  const size = await box();
  await loseAndRestore(page);
  const { phase, sessionCount, stats } = await page.evaluate(() => {
    const { phase, sessionCount, stats } = globalThis.__saccade!;
    return { phase, sessionCount, stats };
  });
  expect({ phase, sessionCount, eyes: stats.eyes }).toEqual({ phase: 'visible', sessionCount: 1, eyes: 2 });
  expect(await box()).toEqual(size);
  await page.waitForFunction(() => globalThis.__saccade!.gazeStatus === 'live');
  await leaveVR(page);
  expect(await seenContrast(page)).toBeGreaterThan(SOME_PICTURE);

  await enterVR(page);
  await loseForGood(page);
  expect(await page.evaluate(() => globalThis.__saccade!.phase)).toBe('desk');
  expect((await logLines(page)).join('\n')).toMatch(/VR session was ended because its picture was lost/);
  await enterVR(page);
  await leaveVR(page);
});
