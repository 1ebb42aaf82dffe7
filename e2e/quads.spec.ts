import type { Page } from '@playwright/test';
import { psnr } from '../src/metrics/psnr.ts';
import type { RendererName } from '../src/xr/scene/renderer/renderer-names.ts';
import { enterVR, leaveVR, logLines, moreSplatFrames, openApp, openSmall } from './app.ts';
import { loseContext, restoreContext } from './context.ts';
import { contrast, type Picture, readPng, screenshotMiddle, seenContrast } from './pixels.ts';
import { FINE_CLOUD_PLY, HALF_HIDDEN_PLY } from './quads-scenes.ts';
import { expect, test } from './test.ts';

/** Contrast of the small cloud; the bare background has none. */
const SOME_PICTURE = 5;
const LEAST_PSNR_DB = 30;

/** Waits until splats come from a renderer. */
async function drawnBy(page: Page, name: RendererName): Promise<void> {
  await page.waitForFunction((wanted) => globalThis.__saccade!.stats.renderer === wanted, name);
  await moreSplatFrames(page, 2);
}

/** Opens a cloud that software GL can draw, and waits until the GPU draws it. */
async function openFine(page: Page, query: string): Promise<void> {
  await page.route('**/fine.ply', (route) => route.fulfill({ body: Buffer.from(FINE_CLOUD_PLY) }));
  await openApp(page, `scene=fine.ply&renderer=quads&stats=0&${query}`);
  await drawnBy(page, 'quads');
}

/** Mean colour of the square of 24 pixels around a point, which is given from the middle of the picture. */
function meanColor({ width, height, channels, data }: Picture, right: number, down: number): number[] {
  const sum = [0, 0, 0];
  for (let y = -12; y < 12; y++) {
    for (let x = -12; x < 12; x++) {
      const at = ((height / 2 + down + y) * width + width / 2 + right + x) * channels;
      for (let c = 0; c < 3; c++) sum[c]! += data[at + c]! / 576;
    }
  }
  return sum;
}

test('auto follows the measurement, and the table says so', async ({ page }) => {
  await openSmall(page, 'gaze=head');
  const { wish, running, measure, why } = await page.evaluate(() => globalThis.__saccade!.renderer);
  test.info().annotations.push({ type: 'renderer', description: why });
  expect(wish).toBe('auto');
  expect(running).toBe(measure!.renderer);
  expect(measure!.splatsPerMs).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'About' }).click();
  const software = await page
    .locator('#about')
    .getByText(/llvmpipe|SwiftShader/)
    .count();
  if (software > 0) expect(running).toBe('tiles');
  const text = running === 'tiles' ? /draws [\d.,]+ splats\/ms: too slow/ : /draws [\d.,]+ splats\/ms/;
  await expect(page.locator('#about').getByRole('row', { name: text })).toBeVisible();
});

test.describe('side by side', () => {
  test.use({ viewport: { width: 640, height: 480 } });

  test('both renderers show the same, and the key switches', async ({ page }) => {
    await openFine(page, 'gaze=head&mode=full&lod=0&width=640&margin=0');
    const quads = readPng(await screenshotMiddle(page, 320, 240));
    expect(contrast(quads)).toBeGreaterThan(SOME_PICTURE);
    const { lists, splatsTotal } = await page.evaluate(() => globalThis.__saccade!.stats);
    expect(lists.submitted).toBeGreaterThan(0);
    expect(lists.total).toBe(splatsTotal);
    await page.keyboard.press('t');
    await drawnBy(page, 'tiles');
    await expect(page).toHaveURL(/renderer=tiles/);
    const tiles = readPng(await screenshotMiddle(page, 320, 240));
    const found = psnr(quads.data, tiles.data, { channels: tiles.channels });
    test.info().annotations.push({ type: 'PSNR', description: `${found.toFixed(1)} dB` });
    expect(found).toBeGreaterThanOrEqual(LEAST_PSNR_DB);
  });

  test('meshes and splats hide each other', async ({ page }) => {
    await page.route('**/half.ply', (route) => route.fulfill({ body: Buffer.from(HALF_HIDDEN_PLY) }));
    const view = 'gaze=head&mode=full&lod=0&margin=0&stats=0&overlays=meshes&up=y-up&unit=1&width=640';
    await openApp(page, `scene=half.ply&renderer=quads&${view}`);
    // From above on the sample box, of which a sheet of red splats hides the left half and another lies under the right one.
    await page.evaluate(() =>
      globalThis.__saccade!.place({ x: 0.5, z: -2, floorY: 0, eyeHeight: 2, yaw: 0, pitch: -Math.PI / 2 }),
    );
    for (const name of ['quads', 'tiles'] as const) {
      await page.evaluate((renderer) => globalThis.__saccade!.set({ renderer }), name);
      await drawnBy(page, name);
      const picture = readPng(await screenshotMiddle(page, 320, 240));
      const [over, under] = [meanColor(picture, -30, 0), meanColor(picture, 30, 0)];
      expect(over[0]! - over[2]!, `${name}, splats over the box`).toBeGreaterThan(60);
      expect(under[2]! - under[0]!, `${name}, box over the splats`).toBeGreaterThan(30);
    }
  });
});

function halfOf({ width, height, channels, data }: Picture, half: number): Picture {
  const part = width >> 1;
  const out = new Uint8Array(part * height * channels);
  for (let y = 0; y < height; y++) {
    const from = (y * width + half * part) * channels;
    out.set(data.subarray(from, from + part * channels), y * part * channels);
  }
  return { width: part, height, channels, data: out };
}

test.describe('on a small canvas', () => {
  // Software GL draws every pixel of both eyes on the cores that the test shares.
  test.use({ viewport: { width: 480, height: 360 } });

  test('in a headset both eyes are drawn, and renderers change without leaving', async ({ page }) => {
    await openFine(page, 'emulate=metaVRGlasses');
    expect(await seenContrast(page)).toBeGreaterThan(SOME_PICTURE);
    await enterVR(page);
    const { width, height } = page.viewportSize()!;
    const canvas = page.locator('canvas').first();
    const png = readPng(await canvas.screenshot({ style: '#app > :not(.viewport) { visibility: hidden; }' }));
    expect(png.width * png.height).toBeGreaterThan((width * height) / 2);
    for (const eye of [0, 1]) expect(contrast(halfOf(png, eye)), `eye ${eye}`).toBeGreaterThan(SOME_PICTURE);
    for (const name of ['tiles', 'quads'] as const) {
      await page.evaluate((renderer) => globalThis.__saccade!.set({ renderer }), name);
      await drawnBy(page, name);
      await page.waitForFunction(() => globalThis.__saccade!.stats.eyes === 2);
    }
    const { phase, sessionCount } = await page.evaluate(() => {
      const { phase, sessionCount } = globalThis.__saccade!;
      return { phase, sessionCount };
    });
    expect({ phase, sessionCount }).toEqual({ phase: 'visible', sessionCount: 1 });
    await leaveVR(page);
    expect(await seenContrast(page)).toBeGreaterThan(SOME_PICTURE);
  });

  test('the GPU goes on after a lost context, and is left alone after one that stays away', async ({
    page,
  }) => {
    await openFine(page, 'gaze=head');
    await loseContext(page);
    await page.waitForTimeout(200);
    await restoreContext(page);
    await drawnBy(page, 'quads');
    expect(await seenContrast(page)).toBeGreaterThan(SOME_PICTURE);
    await expect(page.getByRole('alert')).toHaveCount(0);

    await loseContext(page);
    await page.waitForFunction(() => globalThis.__saccade!.graphics.canvasKey === 1);
    await drawnBy(page, 'tiles');
    expect(await seenContrast(page)).toBeGreaterThan(SOME_PICTURE);
    const alert = page.getByRole('alert').filter({ hasText: 'did not come back' });
    await expect(alert).toBeVisible();
    expect((await logLines(page)).join('\n')).toMatch(/lost while the GPU drew/);
    await alert.getByRole('button', { name: 'Try again' }).click();
    await drawnBy(page, 'quads');
    expect(await seenContrast(page)).toBeGreaterThan(SOME_PICTURE);
  });
});
