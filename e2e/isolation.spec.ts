import { moreSplatFrames, openApp } from './app.ts';
import { contrast, readPng, screenshotMiddle } from './pixels.ts';
import { expect, test } from './test.ts';

test('the page is isolated and carries its policy', async ({ page }) => {
  await openApp(page, 'gaze=head');
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  const policy = page.locator('meta[http-equiv="Content-Security-Policy"]');
  await expect(policy).toHaveAttribute('content', /default-src 'self'/);
  const capabilities = await page.evaluate(() => globalThis.__saccade!.capabilities);
  expect(capabilities.shared).toBe(true);
});

test('without isolation one worker draws and the page says why', async ({ page }) => {
  await page.route(
    (url) => url.pathname === '/',
    async (route) => {
      const response = await route.fetch();
      const headers = response.headers();
      delete headers['cross-origin-opener-policy'];
      delete headers['cross-origin-embedder-policy'];
      await route.fulfill({ response, headers });
    },
  );
  await openApp(page, 'gaze=head');
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
  const capabilities = await page.evaluate(() => globalThis.__saccade!.capabilities);
  expect(capabilities.shared).toBe(false);
  expect(capabilities.workers).toBe(1);
  await moreSplatFrames(page, 6);
  expect(contrast(readPng(await screenshotMiddle(page, 480, 360)))).toBeGreaterThan(15);
  await page.getByRole('button', { name: 'About' }).click();
  await expect(page.getByText(/not cross-origin isolated|no COOP and COEP headers/).first()).toBeVisible();
});
