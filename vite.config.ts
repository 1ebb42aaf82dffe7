import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';
import { ISOLATION_HEADERS, PRODUCTION_HEADERS, securityHeaders } from './scripts/security-headers.ts';

export default defineConfig({
  // Relative, so that the built app also works below a folder of a static host.
  base: './',
  plugins: [react(), securityHeaders()],
  publicDir: 'public',
  resolve: {
    // ONNX Runtime starts its threads from a file of its own instead of from our worker's chunk, where it would hang.
    conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions],
    dedupe: ['three', 'react', 'react-dom', 'iwer'],
  },
  optimizeDeps: {
    // Workers are entries too: a dependency found only once a worker starts would reload the page under it.
    entries: ['index.html', 'examples/*/index.html', 'src/**/*.worker.ts'],
    exclude: ['onnxruntime-web'],
  },
  worker: { format: 'es' },
  build: {
    target: 'esnext',
    // Files stay files: the policy lets no script or wasm come from a data: address.
    assetsInlineLimit: 0,
    // The size report looks at every file; the largest chunks, rooms of an emulator, are never loaded.
    chunkSizeWarningLimit: 2500,
    rolldownOptions: {
      input: ['index.html', 'examples/three/index.html', 'examples/react/index.html'],
      output: {
        codeSplitting: {
          groups: [
            // The button of the example does things as soon as it is loaded.
            { name: 'three', test: /node_modules[\\/]three[\\/](?!.*VRButton)/ },
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
          ],
        },
      },
    },
  },
  server: {
    headers: ISOLATION_HEADERS,
    watch: {
      ignored: [
        '**/.cache/**',
        '**/bench/out/**',
        '**/bench/results/**',
        '**/test-results/**',
        '**/training/**',
      ],
    },
  },
  preview: { headers: PRODUCTION_HEADERS },
});
