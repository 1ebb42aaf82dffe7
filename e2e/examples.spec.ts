import { seenContrast } from './pixels.ts';
import { expect, test } from './test.ts';

/** Contrast of the living room; the bare background has none. */
const SOME_PICTURE = 15;

for (const name of ['three', 'react']) {
  test(`the example for ${name} shows the default scene`, async ({ page }) => {
    await page.goto(`./examples/${name}/`);
    await expect(page.locator('#note')).toContainText(/\d{4,} splats/, { timeout: 30_000 });
    await page.mouse.move(600, 300);
    await page.mouse.move(640, 360);
    await expect.poll(() => seenContrast(page), { timeout: 20_000 }).toBeGreaterThan(SOME_PICTURE);
    if (name === 'react') {
      await page.getByRole('button', { name: 'Let the gaze wander' }).click();
      await expect(page.getByRole('button', { name: 'Follow the mouse' })).toBeVisible();
    }
  });
}
