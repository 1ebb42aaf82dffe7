import type { Page } from '@playwright/test';
import { deskBack, enterHeadset, leaveHeadset, morePictures, PATIENCE_MS } from '../page/actions.ts';
import { contrasts } from '../page/look.ts';
import type { SessionCycle } from './session-plan.ts';

/** Contrast of an eye’s picture below which nothing is seen in it. */
const LEAST_CONTRAST = 5;
/** Time without pictures that shows that the workers sleep, ms. */
const STILL_MS = 300;

/** Enters the headset, meets what is planned, leaves, and looks that pictures are back each time. @throws Error when they are not */
export async function runCycle(page: Page, { interlude, ending }: SessionCycle): Promise<void> {
  await enterHeadset(page);
  const [left, right] = await contrasts(page);
  if (!(Math.min(left, right) >= LEAST_CONTRAST)) {
    throw new Error(`contrast ${left.toFixed(1)} in the left and ${right.toFixed(1)} in the right eye`);
  }
  if (interlude !== 'none') {
    await setVisibility(page, interlude);
    if (interlude === 'hidden') await page.waitForTimeout(STILL_MS);
    else await morePictures(page, 2);
    await setVisibility(page, 'visible');
    await morePictures(page, 2);
  }
  if (ending === 'button') return leaveHeadset(page);
  if (ending === 'system while hidden') await setVisibility(page, 'hidden');
  await page.evaluate(() => globalThis.xrDevice!.activeSession!.end());
  // The next session begins in view.
  await page.evaluate(() => globalThis.xrDevice!.updateVisibilityState('visible'));
  await deskBack(page);
}

async function setVisibility(page: Page, state: XRVisibilityState): Promise<void> {
  await page.evaluate((wanted) => globalThis.xrDevice!.updateVisibilityState(wanted), state);
  await page.waitForFunction((wanted) => globalThis.__saccade!.phase === wanted, state, {
    timeout: PATIENCE_MS,
  });
}
