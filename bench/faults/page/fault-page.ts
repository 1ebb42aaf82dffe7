import type { Page } from '@playwright/test';
import type {} from '../../../src/app/page-hooks.ts';
import type {} from '../../../src/xr/session/emulator.ts';
import type { AppServer } from '../../harness/app-server.ts';
import type { SuiteContext } from '../../harness/suite.ts';
import { measureCodeBytes } from './compiled-code.ts';
import { type FaultLog, isHarmless } from './fault-log.ts';
import { installPageProbe } from './page-probe.ts';

const START_MS = 120_000;

/** Emulated headset, and a second render worker even where there are two cores, so that there is one to lose. */
const QUERY = 'emulate=metaVRGlasses&workers=2';

export interface FaultPage {
  readonly page: Page;
  /** JS heap of the page after two collections, bytes. Workers have heaps of their own. */
  collectedHeapBytes(): Promise<number>;
  /** Part of that heap that is compiled code, bytes. */
  codeBytes(): Promise<number>;
  /** Starts the application again on the same page, after a fault that it did not get over. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the built application with everything that must not happen being written down, and waits for its first pictures. */
export async function openFaultPage(
  context: SuiteContext,
  server: AppServer,
  log: FaultLog,
  part: string,
  query = QUERY,
): Promise<FaultPage> {
  const browser = await context.browser();
  const home = new URL(server.address).origin;
  const onError = (message: string) => {
    if (isHarmless(message)) return;
    log.crashes.push(`${part}: ${message}`);
    context.log(`${part}: page error: ${message}`);
  };
  const page = await browser.open(`${server.address}?${query}`, onError, async (empty) => {
    empty.on('crash', () => onError('the page’s process died'));
    empty.context().on('request', (request) => {
      const { protocol, origin, href } = new URL(request.url());
      // These two never leave the browser.
      if (protocol === 'blob:' || protocol === 'data:' || origin === home) return;
      log.offOrigin.push(`${part}: request to ${href}`);
    });
    await empty.exposeFunction('reportViolation', (text: string) => {
      log.offOrigin.push(`${part}: policy violation ${text}`);
    });
    // The TypeScript loader names functions with a helper that the page does not have.
    await empty.addInitScript('globalThis.__name ??= (named) => named');
    await empty.addInitScript(installPageProbe);
  });
  await firstPictures(page);
  const cdp = await page.context().newCDPSession(page);
  return {
    page,
    async collectedHeapBytes() {
      await cdp.send('HeapProfiler.enable');
      await cdp.send('HeapProfiler.collectGarbage');
      await page.waitForTimeout(200);
      await cdp.send('HeapProfiler.collectGarbage');
      const { usedSize } = await cdp.send('Runtime.getHeapUsage');
      await cdp.send('HeapProfiler.disable');
      return usedSize;
    },
    codeBytes: () => measureCodeBytes(cdp),
    async restart() {
      await page.reload({ timeout: START_MS });
      await firstPictures(page);
    },
    close: () => page.close(),
  };
}

async function firstPictures(page: Page): Promise<void> {
  const shown = () => globalThis.__saccade?.scene && globalThis.__saccade.stats.splatFrames >= 3;
  await page.waitForFunction(shown, undefined, { timeout: START_MS }).catch(async (error: unknown) => {
    const text = await page.evaluate(() => document.body.innerText.replaceAll(/\s+/g, ' ').slice(0, 400));
    throw new Error(`the application showed no scene but “${text}”`, { cause: error });
  });
}
