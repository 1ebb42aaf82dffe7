import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumLaunch } from './scripts/find-chromium.mjs';
import './scripts/map-group-by.mjs';
import { ISOLATION_HEADERS } from './scripts/security-headers.ts';

/** Projects named on the command line, in either spelling of the option. */
const selected = process.argv.flatMap((arg, i) =>
  arg === '--project'
    ? [process.argv[i + 1]]
    : arg.startsWith('--project=')
      ? [arg.slice('--project='.length)]
      : [],
);

/** The browser is looked for only when its tests are asked for, so that unit tests also run where there is none. */
const browserWanted = selected.length === 0 || selected.includes('workers');

export default defineConfig({
  resolve: { dedupe: ['three', 'react', 'react-dom', 'iwer'] },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          // A test that hangs should fail; one that shares two busy cores should not.
          testTimeout: 30_000,
          include: ['{src,scripts,bench}/**/*.test.{ts,tsx}'],
        },
      },
      {
        extends: true,
        server: { headers: ISOLATION_HEADERS },
        worker: { format: 'es' },
        // Found late, a dependency would reload the page in the middle of a run.
        optimizeDeps: {
          entries: ['src/**/*.worker-test.ts', 'src/**/*.worker.ts'],
          exclude: ['onnxruntime-web'],
          include: [
            'comlink',
            'fflate',
            'three',
            // Of the app's page, which is what a test gets that asks for a file that is not there.
            '@pmndrs/msdfonts/inter',
            '@react-three/fiber',
            '@react-three/xr',
            'iwer',
            'leva',
            'react',
            'react-dom/client',
            'react/jsx-dev-runtime',
            'zustand',
            'zustand/vanilla',
            '@jsquash/webp/codec/dec/webp_dec.js',
            '@jsquash/webp/codec/enc/webp_enc_simd.js',
            '@jsquash/webp/meta.js',
          ],
        },
        test: {
          name: 'workers',
          include: ['src/**/*.worker-test.ts'],
          testTimeout: 60_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright(browserWanted ? { launchOptions: await chromiumLaunch() } : {}),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
