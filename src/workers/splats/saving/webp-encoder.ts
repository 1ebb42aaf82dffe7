import createModule from '@jsquash/webp/codec/enc/webp_enc_simd.js';
import { defaultOptions } from '@jsquash/webp/meta.js';
import type { WasmLoader } from '../formats/webp-decoder.ts';

/** Lossless WebP of RGBA pixels, (height, width, 4), top row first; colours under alpha 0 are kept. */
export type WebpEncoder = (
  width: number,
  height: number,
  data: Uint8ClampedArray,
) => Uint8Array | Promise<Uint8Array>;

interface WebpModule {
  encode(
    data: Uint8ClampedArray,
    width: number,
    height: number,
    options: typeof defaultOptions,
  ): Uint8Array | null;
}

type CreateWebpModule = (overrides: {
  instantiateWasm(
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance) => void,
  ): WebAssembly.Exports;
}) => Promise<WebpModule>;

/** Effort of the compressor, 0..6 and 0..100: beyond this files shrink by a few per cent and take several times as long. */
const METHOD = 2;
const QUALITY = 40;

/**
 * An encoder that is loaded when the first image comes: libwebp in WebAssembly with SIMD, with a memory of its own.
 * @param load gives the compiled `webp_enc_simd.wasm` of @jsquash/webp: `loadWebpEncoderWasm` of
 *   `webp-encoder-wasm-vite.ts` in the browser, of `webp-encoder-wasm-node.ts` in Node
 */
export function createWebpEncoder(load: WasmLoader): WebpEncoder {
  let started: Promise<WebpModule> | null = null;
  return async (width, height, data) => {
    started ??= start(load);
    const webp = await started;
    const options = { ...defaultOptions, lossless: 1, exact: 1, method: METHOD, quality: QUALITY };
    const encoded = webp.encode(data, width, height, options);
    if (!encoded) throw new Error(`an image of ${width} × ${height} pixels cannot be compressed`);
    return encoded.slice();
  };
}

async function start(load: WasmLoader): Promise<WebpModule> {
  const compiled = await load();
  // The package types this as a module with untyped options.
  const create = createModule as unknown as CreateWebpModule;
  return create({
    instantiateWasm(imports, done) {
      const instance = new WebAssembly.Instance(compiled, imports);
      done(instance);
      return instance.exports;
    },
  });
}
