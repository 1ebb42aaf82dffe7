import type { Page } from '@playwright/test';
import type { SuiteContext } from '../harness/suite.ts';
import type { DuelApi } from '../pages/duel-api.ts';

/** The duel page's functions, called from Node. */
export interface DuelPage extends DuelApi {
  /** Address under which the page can fetch a file. */
  publish(file: string): string;
  close(): Promise<void>;
}

/** Opens the page in which all engines draw. Errors on the page become progress lines. */
export async function openDuelPage(context: SuiteContext): Promise<DuelPage> {
  const browser = await context.browser();
  const page = await browser.open('/bench/pages/duel.html', (message) => context.log(`page: ${message}`));
  await page.waitForFunction(() => globalThis.duel !== undefined, undefined, { timeout: 120_000 });
  if (!(await page.evaluate(() => crossOriginIsolated))) throw new Error('The bench page is not isolated.');
  return {
    load: (plan) => call(page, 'load', plan),
    measure: (plan) => call(page, 'measure', plan),
    pictures: (view) => call(page, 'pictures', view),
    publish: (file) => browser.server.publish(file),
    close: () => page.close(),
  };
}

type Argument<K extends keyof DuelApi> = Parameters<DuelApi[K]>[0];
type Result<K extends keyof DuelApi> = Awaited<ReturnType<DuelApi[K]>>;

async function call<K extends keyof DuelApi>(
  page: Page,
  method: K,
  argument: Argument<K>,
): Promise<Result<K>> {
  const result: unknown = await page.evaluate(
    ([name, value]) => {
      const api = globalThis.duel as unknown as Record<string, (value: unknown) => Promise<unknown>>;
      return api[name]!(value);
    },
    [method, argument] as const,
  );
  return result as Result<K>;
}
