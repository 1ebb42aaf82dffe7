import { detectVariant } from '../../../kernels/module.ts';
import relaxedUrl from '../../../kernels/transformer/dist/transformer.relaxed.wasm?url';
import simdUrl from '../../../kernels/transformer/dist/transformer.simd.wasm?url';

const URLS = { relaxed: relaxedUrl, simd: simdUrl } as const;

/**
 * The transformer kernels for this browser, in a page or a worker; null where it knows no SIMD.
 * @throws Error when they cannot be fetched
 */
export async function loadTransformerKernels(): Promise<WebAssembly.Module | null> {
  const variant = detectVariant();
  if (variant === null || variant === 'scalar') return null;
  const response = await fetch(URLS[variant]);
  if (!response.ok) throw new Error(`the tracker's kernels could not be loaded: HTTP ${response.status}`);
  // Compiled from bytes, not from the stream: that needs no particular MIME type from a static host.
  return WebAssembly.compile(await response.arrayBuffer());
}
