import wasmUrl from '@jsquash/webp/codec/enc/webp_enc_simd.wasm?url';

/** WebP encoder for `createWebpEncoder` where Vite serves the file from the app's own origin: page, worker or dev server. */
export async function loadWebpEncoderWasm(): Promise<WebAssembly.Module> {
  const response = await fetch(wasmUrl);
  if (!response.ok) throw new Error(`the WebP encoder could not be loaded: HTTP ${response.status}`);
  // Compiled from bytes, not from the stream: that needs no particular MIME type from a static host.
  return WebAssembly.compile(await response.arrayBuffer());
}
