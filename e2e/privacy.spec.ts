import { enterVR, leaveVR, logLines, openSmall, turnEyes } from './app.ts';
import { expect, test } from './test.ts';

test('gaze is kept nowhere unless the person records it', async ({ page, context }) => {
  const downloads: string[] = [];
  page.on('download', (download) => downloads.push(download.suggestedFilename()));
  await openSmall(page, 'emulate=metaVRGlasses&width=256');
  await page.mouse.move(500, 300);
  await page.mouse.move(640, 360, { steps: 5 });
  await page.waitForFunction(() => globalThis.__saccade!.gazeStatus === 'live');
  await enterVR(page);
  for (const right of [-15, 15]) await turnEyes(page, right, 5);
  await leaveVR(page);

  const kept = await page.evaluate(async () => {
    const files: string[] = [];
    for await (const name of (await navigator.storage.getDirectory()).keys()) files.push(name);
    return {
      files,
      local: localStorage.length,
      session: sessionStorage.length,
      cookie: document.cookie,
      databases: (await indexedDB.databases()).length,
      caches: (await caches.keys()).length,
      state: history.state,
    };
  });
  expect(kept).toEqual({
    local: 0,
    session: 0,
    cookie: '',
    databases: 0,
    caches: 0,
    files: [],
    state: null,
  });
  expect(await context.cookies()).toEqual([]);
  expect([...new URL(page.url()).searchParams.keys()].sort()).toEqual(['emulate', 'scene', 'width']);
  // No direction has ever less than two decimals; no line of the log has any.
  expect((await logLines(page)).filter((line) => /-?0\.\d\d/.test(line))).toEqual([]);
  expect(downloads).toEqual([]);

  // The explicit act.
  const record = page.locator('#record-gaze');
  await record.click();
  await expect(record).toHaveAttribute('aria-pressed', 'true');
  await page.mouse.move(400, 300);
  await page.mouse.move(700, 400, { steps: 10 });
  await page.waitForTimeout(500);
  const download = page.waitForEvent('download');
  await record.click();
  expect((await download).suggestedFilename()).toMatch(/^gaze .*\.json$/);
  expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
});
