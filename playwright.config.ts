import { defineConfig } from '@playwright/test';
import { chromiumLaunch } from './scripts/find-chromium.mjs';

const port = Number(process.env.SACCADE_E2E_PORT ?? 4317);
const address = `http://localhost:${port}/`;

/** Tests the production build, so build first: `npm run test:e2e` does both. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  forbidOnly: true,
  workers: 1,
  retries: 0,
  timeout: 120_000,
  reporter: [['list'], ['json', { outputFile: process.env.SACCADE_E2E_REPORT ?? '.cache/reports/e2e.json' }]],
  use: {
    baseURL: address,
    browserName: 'chromium',
    headless: true,
    viewport: { width: 1280, height: 720 },
    launchOptions: await chromiumLaunch(),
    trace: 'retain-on-failure',
  },
  webServer: {
    command: `node node_modules/vite/bin/vite.js preview --port ${port} --strictPort`,
    url: address,
    reuseExistingServer: false,
    stdout: 'ignore',
  },
});
