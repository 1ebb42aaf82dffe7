import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

/** Cross-origin isolation: without these two headers there is no shared memory and rendering falls to one worker. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export default defineConfig({
  plugins: [react()],
  publicDir: 'public',
  resolve: {
    // ONNX Runtime starts its threads from a file of its own instead of from our worker's chunk, where it would hang.
    conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions],
    dedupe: ['three', 'react', 'react-dom', 'iwer'],
  },
  optimizeDeps: { exclude: ['onnxruntime-web'] },
  worker: { format: 'es' },
  build: { target: 'esnext' },
  server: { headers: isolation },
  preview: { headers: isolation },
});
