import { chromium, type Page } from '@playwright/test';
import { chromiumGl, chromiumLaunch } from '../../scripts/find-chromium.mjs';
import { type BenchServer, startBenchServer } from './bench-server.ts';
import type { BrowserIdentity } from './machine.ts';

/** Flags that keep the page's timers and tasks at full rate though no window is seen. */
const STEADY = [
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
];

export interface BenchBrowser extends BrowserIdentity {
  readonly server: BenchServer;
  /** Opens a page at a path of the bench server, or at an absolute address; errors of the page go to `onError`. */
  open(address: string, onError: (message: string) => void): Promise<Page>;
  close(): Promise<void>;
}

/** Starts the bench server and a headless Chromium on the fastest GL of this machine: a GPU, llvmpipe or SwiftShader. */
export async function openBenchBrowser(root: string): Promise<BenchBrowser> {
  const { renderer } = await chromiumGl();
  const { executablePath, args } = await chromiumLaunch();
  const browser = await chromium.launch({ executablePath, args: [...args, ...STEADY] });
  const server = await startBenchServer(root).catch(async (error: unknown) => {
    await browser.close();
    throw error;
  });
  return {
    version: browser.version(),
    glRenderer: renderer,
    server,
    async open(address, onError) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 960 }, deviceScaleFactor: 1 });
      page.on('pageerror', (error) => onError(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') onError(message.text());
      });
      await page.goto(new URL(address, server.origin).href);
      return page;
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
