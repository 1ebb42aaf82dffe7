import type { Page } from '@playwright/test';
import type { SuiteContext } from '../harness/suite.ts';
import type { FoveationApi } from '../pages/foveation-api.ts';

/** The page's functions, called from Node. */
export interface FoveationPage extends FoveationApi {
  readonly page: Page;
  /** Address under which the page can fetch a file. */
  publish(file: string): string;
  close(): Promise<void>;
}

/** Opens the page on which Spark and `quads` draw. Errors on the page become progress lines. */
export async function openFoveationPage(context: SuiteContext): Promise<FoveationPage> {
  const browser = await context.browser();
  const page = await browser.open('/bench/pages/foveation.html', (message) =>
    context.log(`page: ${message}`),
  );
  await page.waitForFunction(() => globalThis.foveation !== undefined, undefined, { timeout: 120_000 });
  return {
    page,
    loadSpark: (plan) => page.evaluate((value) => globalThis.foveation!.loadSpark(value), plan),
    countSpark: (cameras) => page.evaluate((value) => globalThis.foveation!.countSpark(value), cameras),
    loadQuads: (url) => page.evaluate((value) => globalThis.foveation!.loadQuads(value), url),
    drawQuads: (plan) => page.evaluate((value) => globalThis.foveation!.drawQuads(value), plan),
    orderAge: (plan) => page.evaluate((value) => globalThis.foveation!.orderAge(value), plan),
    countQuads: (view) => page.evaluate((value) => globalThis.foveation!.countQuads(value), view),
    publish: (file) => browser.server.publish(file),
    close: () => page.close(),
  };
}
