import createModule from '@jsquash/webp/codec/dec/webp_dec.js';
import { MAX_IMAGE_PIXELS } from './limits.ts';

/** Gives the compiled `webp_dec.wasm` of @jsquash/webp; called once for each file and free to answer from a cache. */
export type WasmLoader = () => Promise<WebAssembly.Module>;

export interface RgbaImage {
  readonly width: number;
  readonly height: number;
  /** RGBA8, alpha not premultiplied, top row first. */
  readonly data: Uint8ClampedArray;
}

interface WebpModule {
  decode(bytes: Uint8Array): RgbaImage | null;
}

type CreateWebpModule = (overrides: {
  instantiateWasm(
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance) => void,
  ): WebAssembly.Exports;
}) => Promise<WebpModule>;

/** An instance that the next file can use, while its memory, which never shrinks, is small. */
let kept: { readonly compiled: WebAssembly.Module; readonly webp: WebpModule } | null = null;
/** Images up to this size leave an instance small. */
const SMALL_PIXELS = 2 ** 20;

/**
 * A decoder of libwebp in WebAssembly: the same pixels in the browser and in Node, where canvases differ in that they
 * premultiply alpha. Its memory goes with it, unless its images were small.
 */
export async function createWebpDecoder(load: WasmLoader): Promise<(bytes: Uint8Array) => RgbaImage> {
  const compiled = await load();
  const webp = kept?.compiled === compiled ? kept.webp : await startWebp(compiled);
  kept = { compiled, webp };
  let small = true;
  return (bytes) => {
    const size = webpSize(bytes);
    if (!size) throw new Error('an image is no WebP');
    const pixels = size.width * size.height;
    if (pixels > MAX_IMAGE_PIXELS) {
      throw new Error(`an image of ${size.width} × ${size.height} pixels is too large`);
    }
    // Until it has proved sound and small, nobody else takes it.
    if (kept?.webp === webp) kept = null;
    const image = webp.decode(bytes);
    if (!image) throw new Error('a WebP image is damaged');
    small &&= pixels <= SMALL_PIXELS;
    if (small) kept ??= { compiled, webp };
    return image;
  };
}

async function startWebp(compiled: WebAssembly.Module): Promise<WebpModule> {
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

/** Bytes of a container with one lossless chunk up to the size of its image. */
const SMALLEST_WEBP = 25;

/** Pixels that a WebP container (RFC 9649) announces, or null for other bytes. */
export function webpSize(bytes: Uint8Array): { width: number; height: number } | null {
  if (bytes.length < SMALLEST_WEBP) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0) !== 0x52494646 || view.getUint32(8) !== 0x57454250) return null;
  const kind = view.getUint32(12);
  if (kind !== 0x5650384c && bytes.length < 30) return null;
  switch (kind) {
    case 0x5650384c: {
      const packed = view.getUint32(21, true);
      return { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
    }
    case 0x56503858:
      return {
        width: (view.getUint32(24, true) & 0xffffff) + 1,
        height: (view.getUint32(26, true) >>> 8) + 1,
      };
    case 0x56503820:
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    default:
      return null;
  }
}
