import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { psnr } from '../src/metrics/psnr.ts';
import { moreSplatFrames, openApp } from './app.ts';
import { contrast, readPng, screenshotMiddle } from './pixels.ts';
import { expect, test } from './test.ts';

const GOLDEN = new URL('./golden/default-scene.png', import.meta.url);
/** Far below what another browser, GL or kernel variant costs, far above what another view gives. */
const LEAST_PSNR_DB = 28;

test('opens the default scene on the desk', async ({ page }) => {
  await openApp(page);
  await expect(page.getByRole('heading', { name: 'Saccade' })).toBeVisible();
  await expect(page.getByText(/Living room · \d+ k splats/)).toBeVisible();
  await moreSplatFrames(page, 5);
  const picture = readPng(await screenshotMiddle(page, 480, 360));
  expect(contrast(picture)).toBeGreaterThan(15);
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test.describe('a still view', () => {
  test.use({ viewport: { width: 640, height: 480 } });

  test('looks as it did', async ({ page }) => {
    await openApp(page, 'gaze=head&mode=full&lod=0&width=640&margin=0&stats=0');
    await page.evaluate(() => globalThis.__saccade!.place({ x: 0, z: 0, yaw: 0.2, pitch: -0.05 }));
    await moreSplatFrames(page, 4);
    const bytes = await screenshotMiddle(page, 320, 240);
    if (process.env.SACCADE_UPDATE_GOLDEN) writeFileSync(GOLDEN, bytes);
    expect(existsSync(GOLDEN), 'run once with SACCADE_UPDATE_GOLDEN=1').toBe(true);
    const [seen, golden] = [readPng(bytes), readPng(readFileSync(GOLDEN))];
    expect([seen.width, seen.height, seen.channels]).toEqual([golden.width, golden.height, golden.channels]);
    const found = psnr(seen.data, golden.data, { channels: seen.channels });
    test.info().annotations.push({ type: 'PSNR', description: `${found.toFixed(1)} dB` });
    expect(found).toBeGreaterThanOrEqual(LEAST_PSNR_DB);
  });
});

test('moves with the keyboard', async ({ page }) => {
  await openApp(page, 'gaze=head&mode=full&width=320&stats=0');
  const before = readPng(await screenshotMiddle(page, 320, 240));
  await page.keyboard.down('w');
  await moreSplatFrames(page, 8);
  await page.keyboard.up('w');
  await moreSplatFrames(page, 3);
  const after = readPng(await screenshotMiddle(page, 320, 240));
  expect(psnr(before.data, after.data, { channels: before.channels })).toBeLessThan(LEAST_PSNR_DB);
});
