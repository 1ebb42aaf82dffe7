import type { Page } from '@playwright/test';
import { encodePly } from '../src/workers/splats/formats/testing/encode-ply.ts';
import { syntheticSplats } from '../src/workers/splats/formats/testing/synthetic-splats.ts';
import { moreSplatFrames, openApp } from './app.ts';
import { contrast, readPng, screenshotMiddle } from './pixels.ts';
import { expect, test } from './test.ts';

const SPLATS = 500;
const PLY = encodePly(syntheticSplats(SPLATS, 0, 'y-up', 7));

/** Drops a file on the page, as a person would. */
async function drop(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([fileName, content]) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(content!), (c) => c.charCodeAt(0))], fileName!));
      return data;
    },
    [name, Buffer.from(bytes).toString('base64')],
  );
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}

async function expectScene(page: Page, name: string, splats: number): Promise<void> {
  await page.waitForFunction(
    ([expected, count]) => {
      const { scene, stats } = globalThis.__saccade!;
      return scene?.name === expected && stats.splatsTotal === count;
    },
    [name, splats] as const,
  );
}

test('a dropped file replaces the scene', async ({ page }) => {
  await openApp(page, 'gaze=head');
  await drop(page, 'cloud.ply', PLY);
  await expectScene(page, 'cloud.ply', SPLATS);
  await expect(page.getByText(/cloud\.ply · 500 splats/)).toBeVisible();
  await moreSplatFrames(page, 4);
  expect(contrast(readPng(await screenshotMiddle(page, 480, 360)))).toBeGreaterThan(5);
});

test('a file from the picker replaces the scene', async ({ page }) => {
  await openApp(page, 'gaze=head');
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open file' }).click();
  await (await choosing).setFiles({
    name: 'picked.ply',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(PLY),
  });
  await expectScene(page, 'picked.ply', SPLATS);
  await moreSplatFrames(page, 4);
});

test('files that are no scenes are explained, and the scene stays', async ({ page }) => {
  await openApp(page, 'gaze=head');
  const splats = await page.evaluate(() => globalThis.__saccade!.scene!.splatCount);
  const bad: [name: string, bytes: Uint8Array][] = [
    ['empty.ply', new Uint8Array(0)],
    ['page.ply', new TextEncoder().encode('<!doctype html><html><title>Not found</title></html>')],
    ['cut.ply', PLY.subarray(0, Math.floor(PLY.length * 0.6))],
  ];
  for (const [name, bytes] of bad) {
    await drop(page, name, bytes);
    const alert = page.getByRole('alert').filter({ hasText: name });
    await expect(alert).toBeVisible();
    const sentence = (await alert.locator('p').innerText()).trim();
    test.info().annotations.push({ type: 'sentence', description: sentence });
    expect(sentence).toMatch(/^[^\n]+\.$/);
    await expectScene(page, 'Living room', splats);
    await moreSplatFrames(page, 4);
  }
  // None of them gets in the way of a good one.
  await drop(page, 'good.ply', PLY);
  await expectScene(page, 'good.ply', SPLATS);
});
