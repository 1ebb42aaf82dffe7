import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { encodeSog } from '../src/workers/splats/formats/testing/encode-sog.ts';
import { FUZZ_FILES } from '../src/workers/splats/formats/testing/fuzz-files.ts';
import { syntheticSplats } from '../src/workers/splats/formats/testing/synthetic-splats.ts';
import { encodeStreamed } from '../src/workers/splats/streaming/testing/encode-streamed.ts';
import { moreSplatFrames, openSmall } from './app.ts';
import { drop, expectScene, SMALL_PLY, SMALL_SPLATS } from './files.ts';
import { contrast, readPng, screenshotMiddle } from './pixels.ts';
import { expect, test } from './test.ts';

test('an address, a picked file and a dropped one are shown', async ({ page }) => {
  await openSmall(page, 'gaze=head');
  await expectScene(page, 'small.ply', SMALL_SPLATS);
  expect(contrast(readPng(await screenshotMiddle(page, 480, 360)))).toBeGreaterThan(5);

  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open file' }).click();
  await (await choosing).setFiles({
    name: 'picked.ply',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(SMALL_PLY),
  });
  await expectScene(page, 'picked.ply', SMALL_SPLATS);

  await drop(page, { name: 'cloud.ply', bytes: SMALL_PLY });
  await expectScene(page, 'cloud.ply', SMALL_SPLATS);
  await expect(page.getByText(/cloud\.ply · .* splats/)).toBeVisible();
  await moreSplatFrames(page, 3);
  expect(contrast(readPng(await screenshotMiddle(page, 480, 360)))).toBeGreaterThan(5);
});

test('every format opens off-line', async ({ page, context }) => {
  await openSmall(page, 'gaze=head');
  // What is fetched ahead has arrived.
  await page.waitForLoadState('networkidle');
  const requests: string[] = [];
  context.on('request', (request) => {
    if (/^https?:/.test(request.url())) requests.push(request.url());
  });
  await context.setOffline(true);
  for (const file of FUZZ_FILES) {
    const beside = [...(file.besides?.(1) ?? [])].filter(([path]) => path !== file.name);
    const files = [[file.name, file.make(1)] as const, ...beside];
    await test.step(file.name, async () => {
      const opened = await page.evaluate(() => globalThis.__saccade!.log.length);
      await drop(page, ...files.map(([name, bytes]) => ({ name, bytes })));
      await page.waitForFunction(
        (lines) => globalThis.__saccade!.log.length > lines && !globalThis.__saccade!.opening,
        opened,
      );
      await expect(page.getByRole('alert')).toHaveCount(0);
      const scene = await page.evaluate(() => globalThis.__saccade!.scene!);
      expect(scene.name === file.name || beside.length > 0, scene.name).toBe(true);
      await expectScene(page, scene.name);
    });
  }
  expect(requests).toEqual([]);
  await context.setOffline(false);
});

test('folders open, whole and in parts', async ({ page }, info) => {
  await openSmall(page, 'gaze=head');
  const folder = (name: string, files: Iterable<readonly [string, Uint8Array]>) => {
    const root = info.outputPath(name);
    for (const [path, bytes] of files) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), bytes);
    }
    return root;
  };
  const unbundled = FUZZ_FILES.find(({ name }) => name === 'meta.json')!;
  const raw = syntheticSplats(3000, 1, 'y-down', 5);
  const streamed = await encodeStreamed(raw, { levels: 3, leafSplats: 400, leavesPerFile: 2 });
  for (const path of [folder('unbundled', unbundled.besides!(1)), folder('streamed', streamed)]) {
    const opened = await page.evaluate(() => globalThis.__saccade!.log.length);
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Open folder' }).click();
    await (await choosing).setFiles(path);
    await page.waitForFunction(
      (lines) => globalThis.__saccade!.log.length > lines && !globalThis.__saccade!.opening,
      opened,
    );
    await expect(page.getByRole('alert')).toHaveCount(0);
    expect(await page.evaluate(() => globalThis.__saccade!.scene!.format)).toMatch(/^(sog|lod-meta)$/);
    await moreSplatFrames(page, 3);
  }
});

test('files that are no scenes are explained, and the scene stays', async ({ page }) => {
  await openSmall(page, 'gaze=head');
  const bundle = await encodeSog(syntheticSplats(200, 0, 'y-down', 3), 2);
  const bad: [name: string, bytes: Uint8Array][] = [
    ['empty.ply', new Uint8Array(0)],
    ['page.ply', new TextEncoder().encode('<!doctype html><html><title>Not found</title></html>')],
    ['cut.ply', SMALL_PLY.subarray(0, Math.floor(SMALL_PLY.length * 0.6))],
    ['cut.sog', bundle.subarray(0, Math.floor(bundle.length * 0.5))],
    ['holiday.jpg', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70, 0)],
    [
      'flipped.spz',
      FUZZ_FILES.find(({ name }) => name === 'v3.spz')!
        .make(0)
        .map((byte, i) => (i === 40 ? byte ^ 255 : byte)),
    ],
  ];
  for (const [name, bytes] of bad) {
    await drop(page, { name, bytes });
    const alert = page.getByRole('alert').filter({ hasText: name });
    await expect(alert).toBeVisible();
    const sentence = (await alert.locator('p').innerText()).trim();
    test.info().annotations.push({ type: 'sentence', description: sentence });
    expect(sentence).toMatch(/^[^\n]+\.$/);
    await expectScene(page, 'small.ply', SMALL_SPLATS);
    await moreSplatFrames(page, 2);
    await alert.getByRole('button', { name: 'Dismiss' }).click();
  }
  // None of them gets in the way of a good one.
  await drop(page, { name: 'good.ply', bytes: SMALL_PLY });
  await expectScene(page, 'good.ply', SMALL_SPLATS);
});

test('an address that leads nowhere is explained, and the page stays usable', async ({ page }) => {
  await page.goto('./?scene=missing.ply');
  await expect(page.getByRole('alert').filter({ hasText: 'missing.ply' })).toBeVisible();
  await drop(page, { name: 'good.ply', bytes: SMALL_PLY });
  await expectScene(page, 'good.ply', SMALL_SPLATS);
});
