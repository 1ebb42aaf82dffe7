import type { Page } from '@playwright/test';
import { enterVR, moreSplatFrames, openApp, openSmall } from './app.ts';
import { drop, expectScene, SMALL_PLY, SMALL_SPLATS, serveSmall } from './files.ts';
import { contrast, readPng, screenshotMiddle } from './pixels.ts';
import { expect, test } from './test.ts';

/** Contrast of the small cloud; the bare background has none. */
const SOME_PICTURE = 5;

async function expectPicture(page: Page): Promise<void> {
  await moreSplatFrames(page, 3);
  expect(contrast(readPng(await screenshotMiddle(page, 480, 360)))).toBeGreaterThan(SOME_PICTURE);
}

/** The reasons stand in the table that the About button opens. */
async function expectReasons(page: Page, ...rows: readonly RegExp[]): Promise<void> {
  await page.getByRole('button', { name: 'About' }).click();
  for (const name of rows) await expect(page.locator('#about').getByRole('row', { name })).toBeVisible();
}

/** Makes the page believe that the engine refuses modules with these bytes in a row. */
async function refuseModules(page: Page, bytes: readonly number[]): Promise<void> {
  await page.addInitScript((refused) => {
    const { validate } = WebAssembly;
    WebAssembly.validate = (source) => {
      const text = Array.from(new Uint8Array(source as ArrayBuffer)).join();
      return !text.includes(refused) && validate(source);
    };
  }, bytes.join());
}

test('without WebAssembly SIMD', async ({ page }) => {
  // i8x16.splat, which only SIMD has.
  await refuseModules(page, [253, 15]);
  await openSmall(page, 'gaze=head');
  expect(await page.evaluate(() => globalThis.__saccade!.capabilities.simd)).toBe(false);
  await expectPicture(page);
  await expectReasons(page, /WebAssembly SIMD .*lacks it/);
});

test('without relaxed SIMD, on one core', async ({ page }) => {
  // f32x4.relaxed_madd
  await refuseModules(page, [253, 133, 2]);
  await page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'hardwareConcurrency', { get: () => 1 });
  });
  await openSmall(page, 'gaze=head');
  const { simd, relaxedSimd, workers } = await page.evaluate(() => globalThis.__saccade!.capabilities);
  expect({ simd, relaxedSimd, workers }).toEqual({ simd: true, relaxedSimd: false, workers: 1 });
  await expectPicture(page);
  await expectReasons(page, /Relaxed SIMD .*lacks it/, /Render workers one processor thread/);
});

test('without WebGL2 pictures are flat, and files, input and gaze work', async ({ page }) => {
  await page.addInitScript(() => {
    const real = HTMLCanvasElement.prototype.getContext;
    const flat = function (this: HTMLCanvasElement, kind: string, ...rest: unknown[]) {
      return kind.startsWith('webgl') ? null : real.call(this, kind as '2d', ...(rest as []));
    };
    HTMLCanvasElement.prototype.getContext = flat as typeof real;
  });
  await openSmall(page);
  await expectPicture(page);
  await expect(page.getByText(/no WebGL2/).first()).toBeVisible();
  await page.mouse.move(600, 300);
  await page.mouse.move(640, 360);
  await page.waitForFunction(() => globalThis.__saccade!.gazeStatus === 'live');
  await drop(page, { name: 'flat.ply', bytes: SMALL_PLY });
  await expectScene(page, 'flat.ply', SMALL_SPLATS);
  const before = readPng(await screenshotMiddle(page, 480, 360));
  await page.keyboard.down('d');
  await moreSplatFrames(page, 5);
  await page.keyboard.up('d');
  await moreSplatFrames(page, 3);
  const after = readPng(await screenshotMiddle(page, 480, 360));
  expect(Buffer.compare(before.data, after.data)).not.toBe(0);
  await page.click('#enter-vr');
  await expect(page.getByRole('alert').filter({ hasText: /without VR/ })).toBeVisible();
  expect(await page.evaluate(() => globalThis.__saccade!.phase)).toBe('desk');
});

test('without WebXR a headset is emulated', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'xr', { value: undefined, configurable: true });
  });
  await openSmall(page, 'width=256');
  await enterVR(page);
});

test.describe('with no emulator either', () => {
  test.use({ provoked: { faults: [/^console error: Failed to load resource/] } });

  test('the desk works and says why there is no VR', async ({ page }) => {
    await page.addInitScript(() => {
      Object.defineProperty(Navigator.prototype, 'xr', { value: undefined, configurable: true });
    });
    const scene = await serveSmall(page);
    // The emulator is the one script that is asked for before the page has a picture.
    await page.route(/\/assets\/lib-[^/]+\.js$/, (route) => route.abort());
    await openApp(page, scene);
    await expectPicture(page);
    await page.click('#enter-vr');
    await expect(page.getByRole('alert').filter({ hasText: /no headset/ })).toBeVisible();
    expect(await page.evaluate(() => globalThis.__saccade!.phase)).toBe('desk');
    await expectReasons(page, /WebXR .*no headset here/);
  });
});
