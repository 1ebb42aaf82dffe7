import wasmUrl from '@jsquash/webp/codec/dec/webp_dec.wasm?url';

let compiled: Promise<WebAssembly.Module> | null = null;

/** WebP decoder for `decodeSplats` where Vite serves the file from the app's own origin: page, worker or dev server. */
export function loadWebpWasm(): Promise<WebAssembly.Module> {
  // Compiled from bytes, not from the stream: that needs no particular MIME type from a static host.
  compiled ??= fetch(wasmUrl)
    .then((response) => {
      if (!response.ok) throw new Error(`the WebP decoder could not be loaded: HTTP ${response.status}`);
      return response.arrayBuffer();
    })
    .then((bytes) => WebAssembly.compile(bytes));
  // A failed download must not stick.
  compiled.catch(() => {
    compiled = null;
  });
  return compiled;
}
