import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { enterVR, logLines, moreSplatFrames, openSmall, turnEyes } from './app.ts';
import {
  eyeReport,
  HAS_NETWORK,
  moreEyeImages,
  pointAt,
  restingError,
  trackerLives,
  WITHOUT_NETWORK,
} from './gaze-camera.ts';
import { expect, test } from './test.ts';

/** Of a person that nobody has calibrated for: kappa differs by a degree or two. The network's 95th percentile is 5.2 degrees (tracker.json), its mean 2.5. */
const UNCALIBRATED_DEG = 5.5;
const MEAN_DEG = 4;
/** Half a tile, the ring of tiles that content adds, and the tracker's error. */
const REGION_TOLERANCE = 0.16;
const CAMERA = 'gaze=camera&renderer=tiles&width=480&workers=1';

test.describe.configure({ timeout: 240_000 });

async function openCamera(page: Page, query = ''): Promise<void> {
  await openSmall(page, query === '' ? CAMERA : `${CAMERA}&${query}`);
  await trackerLives(page);
  await pointAt(page, { yawDeg: 0, pitchDeg: 0 });
  await moreEyeImages(page, 5);
}

test('says what is missing where the build has no network, and keeps the rest going', async ({ page }) => {
  test.skip(HAS_NETWORK, 'the network is there');
  await openSmall(page, CAMERA);
  await expect(page.getByRole('alert').filter({ hasText: 'no trained gaze network' })).toBeVisible();
  await moreSplatFrames(page, 3);
});

test.describe('with the network', () => {
  test.skip(!HAS_NETWORK, WITHOUT_NETWORK);

  test('finds the mouse again in the image of the eye that follows it', async ({ page }) => {
    await openCamera(page);
    await expect(page.getByRole('region', { name: 'Eye camera, simulated' })).toBeVisible();
    await expect(page.locator('.gaze-badge')).toContainText('Eye camera, simulated');
    const errors: number[] = [];
    for (const [yawDeg, pitchDeg] of [
      [0, 0],
      [-18, 8],
      [18, 8],
      [15, -12],
      [-15, -12],
    ] as const) {
      await pointAt(page, { yawDeg, pitchDeg });
      errors.push(await restingError(page));
      const { truth, gaze } = await eyeReport(page);
      expect(truth!.yawDeg).toBeCloseTo(yawDeg, 0);
      expect(Math.abs(gaze.yawDeg - yawDeg)).toBeLessThan(8);
    }
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    const { exitMs, cameraMs } = await eyeReport(page);
    test
      .info()
      .annotations.push({ type: 'error', description: `${errors.map((e) => e.toFixed(2))} degrees` });
    test.info().annotations.push({ type: 'exits', description: `${exitMs.map((ms) => ms.toFixed(1))} ms` });
    expect(mean).toBeLessThan(MEAN_DEG);
    expect(cameraMs).toBeGreaterThan(0);
    expect(exitMs.at(-1)).toBeGreaterThan(exitMs[0]!);
  });

  test('keeps the picture sharp where the truth is', async ({ page }) => {
    await openCamera(page);
    for (const yawDeg of [-18, 0, 18]) {
      await pointAt(page, { yawDeg, pitchDeg: 0 });
      await moreEyeImages(page, 8);
      await moreSplatFrames(page, 6);
      const region = await page.evaluate(() => globalThis.__saccade!.sharpRegion(0));
      const [left, right] = region!.tangents;
      const place = (Math.tan((yawDeg * Math.PI) / 180) + left!) / (left! + right!);
      expect(region!.tiles).toBeGreaterThan(0);
      expect(Math.abs(region!.x - place)).toBeLessThan(REGION_TOLERANCE);
    }
  });

  test('a closed eye keeps the last safe gaze and says so', async ({ page }) => {
    await openCamera(page);
    await pointAt(page, { yawDeg: 10, pitchDeg: 5 });
    await moreEyeImages(page, 10);
    const before = await eyeReport(page);
    expect(before.gaze.valid).toBe(true);
    await page.keyboard.down('b');
    await page.waitForFunction(() => !globalThis.__saccade!.eye!.gaze.valid);
    await pointAt(page, { yawDeg: -15, pitchDeg: -10 });
    await moreEyeImages(page, 8);
    const closed = await eyeReport(page);
    expect(closed.closed).toBe(true);
    expect(closed.gaze.valid).toBe(false);
    expect(Math.abs(closed.gaze.yawDeg - before.gaze.yawDeg)).toBeLessThan(3);
    await expect(page.locator('.gaze-badge')).toContainText(/closed/);
    await page.keyboard.up('b');
    await page.waitForFunction(() => globalThis.__saccade!.eye!.gaze.valid);
    expect(await restingError(page)).toBeLessThan(2 * UNCALIBRATED_DEG);
  });

  test('a calibration lowers the error, and can be saved, forgotten and opened', async ({ page }) => {
    await openCamera(page, 'truth=replay&trace=reading&person=6');
    await page.click('#calibrate');
    await page.waitForFunction(() => globalThis.__saccade!.eye!.calibration.running);
    await page.waitForFunction(() => !globalThis.__saccade!.eye!.calibration.running, null, {
      timeout: 120_000,
    });
    const { calibration } = await eyeReport(page);
    expect(calibration.fitted, calibration.sentence!).toBe(true);
    const [before, after] = [...calibration.sentence!.matchAll(/([\d.]+)°/g)].map(([, deg]) => Number(deg));
    test.info().annotations.push({ type: 'calibration', description: calibration.sentence! });
    expect(after!).toBeLessThan(before!);

    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save', exact: true }).last().click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^calibration .*\.json$/);
    const text = readFileSync(await file.path(), 'utf8');
    await page.getByRole('button', { name: 'Reset' }).click();
    expect((await eyeReport(page)).calibration.fitted).toBe(false);
    const buffer = Buffer.from(text);
    await page.setInputFiles('#open-calibration', {
      name: 'mine.json',
      mimeType: 'application/json',
      buffer,
    });
    await page.waitForFunction(() => globalThis.__saccade!.eye!.calibration.fitted);
    const wrong = { name: 'wrong.json', mimeType: 'application/json', buffer: Buffer.from('{"a":1}') };
    await page.setInputFiles('#open-calibration', wrong);
    await expect(page.getByRole('alert').filter({ hasText: 'wrong.json cannot be used' })).toBeVisible();
    expect((await eyeReport(page)).calibration.fitted).toBe(true);
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
  });

  test('on a desk the mouse follows the points, and Escape ends it', async ({ page }) => {
    await openCamera(page);
    await page.keyboard.press('c');
    for (let index = 0; index < 3; index++) {
      await page.waitForFunction((done) => globalThis.__saccade!.eye!.calibration.done === done, index, {
        timeout: 30_000,
      });
      await pointAt(page, (await eyeReport(page)).target!);
    }
    await page.keyboard.press('Escape');
    const { calibration, target } = await eyeReport(page);
    expect(calibration).toMatchObject({ running: false, fitted: false });
    expect(target).toBeNull();
  });

  test('a tracker that dies is replaced', async ({ page }) => {
    await openCamera(page);
    const { restarts } = await page.evaluate(() => globalThis.__saccade!.health);
    await page.evaluate(() => globalThis.__saccade!.breakTracker('kill'));
    await page.waitForFunction((before) => globalThis.__saccade!.health.restarts > before, restarts, {
      timeout: 20_000,
    });
    await trackerLives(page);
    expect(await restingError(page)).toBeLessThan(UNCALIBRATED_DEG);
    expect((await logLines(page)).some((line) => /^recovered: The gaze tracker/.test(line))).toBe(true);
  });

  test('follows the eyes of an emulated headset', async ({ page }) => {
    await openSmall(page, `${CAMERA}&emulate=metaVRGlasses`);
    await enterVR(page);
    await trackerLives(page);
    for (const right of [-15, 15]) {
      await turnEyes(page, right, -5);
      expect(await restingError(page)).toBeLessThan(UNCALIBRATED_DEG + 1);
      await moreSplatFrames(page, 5);
      const region = await page.evaluate(() => globalThis.__saccade!.sharpRegion(0));
      const [left, rest] = region!.tangents;
      const place = (Math.tan((right * Math.PI) / 180) + left!) / (left! + rest!);
      expect(Math.abs(region!.x - place)).toBeLessThan(REGION_TOLERANCE);
    }
  });
});
