import { type Browser, chromium, type Page } from '@playwright/test';
import { chromiumGl, chromiumLaunch } from '../../scripts/find-chromium.mjs';
import { type BenchServer, startBenchServer } from './bench-server.ts';
import type { BrowserIdentity } from './machine.ts';
import { residentBytes } from './resident-bytes.ts';

/** Flags that keep the page's timers and tasks at full rate though no window is seen. */
const STEADY = [
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
];

/** Lets `measureUserAgentSpecificMemory` answer at once instead of with some later collection. */
const EAGER_MEASUREMENT = '--enable-blink-features=ForceEagerMeasureMemory';

export interface BenchBrowser extends BrowserIdentity {
  readonly server: BenchServer;
  /**
   * Opens a page at a path of the bench server, or at an absolute address; errors of the page go to `onError`.
   * @param prepare called with the empty page, before it goes anywhere
   */
  open(
    address: string,
    onError: (message: string) => void,
    prepare?: (page: Page) => Promise<void>,
  ): Promise<Page>;
  /** Resident memory of the browser's page processes together, bytes; NaN where the system does not say. */
  pageProcessBytes(): Promise<number>;
  close(): Promise<void>;
}

/** Starts the bench server and a headless Chromium on the fastest GL of this machine: a GPU, llvmpipe or SwiftShader. */
export async function openBenchBrowser(root: string): Promise<BenchBrowser> {
  const { renderer } = await chromiumGl();
  const { executablePath, args } = await chromiumLaunch();
  const browser = await chromium.launch({ executablePath, args: [...args, ...STEADY, EAGER_MEASUREMENT] });
  const server = await startBenchServer(root).catch(async (error: unknown) => {
    await browser.close();
    throw error;
  });
  return {
    version: browser.version(),
    glRenderer: renderer,
    server,
    async open(address, onError, prepare) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 960 }, deviceScaleFactor: 1 });
      page.on('pageerror', (error) => onError(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') onError(message.text());
      });
      await prepare?.(page);
      await page.goto(new URL(address, server.origin).href);
      return page;
    },
    pageProcessBytes: () => pageProcessBytes(browser),
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

async function pageProcessBytes(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  try {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const pages = processInfo.filter(({ type }) => type === 'renderer');
    return pages.reduce((sum, { id }) => sum + residentBytes(id), 0);
  } finally {
    await session.detach();
  }
}
