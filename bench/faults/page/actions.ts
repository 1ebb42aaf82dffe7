import type { Page } from '@playwright/test';

/** Longest wait for anything that ought to happen at once, ms; beyond it the page counts as hung. */
export const PATIENCE_MS = 20_000;

/** Drops a file on the page, as a person would. Does not wait for it to be opened. */
export async function dropFile(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  await page.evaluate(
    ([fileName, content]) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(content!), (c) => c.charCodeAt(0))], fileName!));
      document.body.dispatchEvent(
        new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }),
      );
    },
    [name, Buffer.from(bytes).toString('base64')],
  );
}

/** Waits until `count` more splat pictures were shown. @throws TimeoutError */
export async function morePictures(page: Page, count: number, timeout = PATIENCE_MS): Promise<void> {
  const before = await page.evaluate(() => globalThis.__saccade!.stats.splatFrames);
  await page.waitForFunction((goal) => globalThis.__saccade!.stats.splatFrames >= goal, before + count, {
    timeout,
  });
}

/** Waits until no scene is being opened. @throws TimeoutError */
export async function settled(page: Page, timeout = PATIENCE_MS): Promise<void> {
  await page.waitForFunction(() => !globalThis.__saccade!.opening, undefined, { timeout });
}

/** Waits until the pictures show a scene with this name. @throws TimeoutError */
export async function sceneShown(page: Page, name: string, timeout = PATIENCE_MS): Promise<void> {
  await page.waitForFunction(
    (expected) => {
      const { scene, stats, opening } = globalThis.__saccade!;
      return !opening && scene?.name === expected && stats.splatsTotal === scene.splatCount;
    },
    name,
    { timeout },
  );
}

/** Enters the emulated headset by the button and waits for pictures in both eyes. @throws TimeoutError */
export async function enterHeadset(page: Page): Promise<void> {
  await page.click('#enter-vr', { timeout: PATIENCE_MS });
  await page.waitForFunction(
    () => globalThis.__saccade!.phase === 'visible' && globalThis.__saccade!.stats.eyes === 2,
    undefined,
    { timeout: PATIENCE_MS },
  );
  await morePictures(page, 2);
}

/** Waits for the desk and its pictures. @throws TimeoutError */
export async function deskBack(page: Page): Promise<void> {
  await page.waitForFunction(
    () => globalThis.__saccade!.phase === 'desk' && globalThis.__saccade!.stats.eyes === 1,
    undefined,
    { timeout: PATIENCE_MS },
  );
  await morePictures(page, 2);
}

/** Leaves the headset by the button. @throws TimeoutError */
export async function leaveHeadset(page: Page): Promise<void> {
  await page.click('#enter-vr', { timeout: PATIENCE_MS });
  await deskBack(page);
}

/** Dismisses all sentences, so that they do not pile up over a long run. */
export async function dismissNotices(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const button of document.querySelectorAll<HTMLButtonElement>(
      '.toast button[aria-label="Dismiss"]',
    )) {
      button.click();
    }
  });
}
