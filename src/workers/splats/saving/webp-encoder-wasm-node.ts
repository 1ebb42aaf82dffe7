import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** WebP encoder for `createWebpEncoder` in Node, read from the installed package. */
export async function loadWebpEncoderWasm(): Promise<WebAssembly.Module> {
  const path = createRequire(import.meta.url).resolve('@jsquash/webp/codec/enc/webp_enc_simd.wasm');
  return WebAssembly.compile(await readFile(path));
}
