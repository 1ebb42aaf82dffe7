import type { Page } from '@playwright/test';

/** Loses the context as a driver reset would; the browser restores it only when `restoreContext` is called. */
export async function loseContext(page: Page): Promise<void> {
  await page.evaluate(() => {
    const gl = document.querySelector('canvas')!.getContext('webgl2')!;
    Reflect.set(globalThis, 'lostContext', gl.getExtension('WEBGL_lose_context'));
    (Reflect.get(globalThis, 'lostContext') as WEBGL_lose_context).loseContext();
  });
  await page.waitForFunction(() => globalThis.__saccade!.graphics.lost);
}

export async function restoreContext(page: Page): Promise<void> {
  await page.evaluate(() => (Reflect.get(globalThis, 'lostContext') as WEBGL_lose_context).restoreContext());
  await page.waitForFunction(() => !globalThis.__saccade!.graphics.lost);
}
