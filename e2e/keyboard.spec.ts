import { moreSplatFrames, openApp } from './app.ts';
import { expect, test } from './test.ts';

test('the F key switches foveation, and the address follows', async ({ page }) => {
  await openApp(page, 'gaze=head&width=480');
  const stats = () => page.evaluate(() => globalThis.__saccade!.stats);
  const foveated = await stats();
  expect(foveated.pixelsShaded).toBeGreaterThan(0);
  expect(foveated.pixelsShaded).toBeLessThan(0.9 * foveated.pixelsTotal);

  await page.keyboard.press('f');
  await page.waitForFunction(() => {
    const { pixelsShaded, pixelsTotal } = globalThis.__saccade!.stats;
    return pixelsShaded === pixelsTotal;
  });
  await expect(page).toHaveURL(/[?&]mode=full(&|$)/);

  await page.keyboard.press('f');
  await page.waitForFunction(() => {
    const { pixelsShaded, pixelsTotal } = globalThis.__saccade!.stats;
    return pixelsShaded < 0.9 * pixelsTotal;
  });
  await expect(page).not.toHaveURL(/mode=/);
});

test('number keys switch overlays, which the address keeps over a reload', async ({ page }) => {
  await openApp(page, 'gaze=head');
  await page.keyboard.press('1');
  await page.keyboard.press('2');
  await expect(page).toHaveURL(/overlays=rings,tiles/);
  await page.reload();
  await page.waitForFunction(() => globalThis.__saccade?.scene);
  await moreSplatFrames(page, 3);
  const { rings, tiles, trail } = await page.evaluate(() => globalThis.__saccade!.settings);
  expect({ rings, tiles, trail }).toEqual({ rings: true, tiles: true, trail: false });
});
