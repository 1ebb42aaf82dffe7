import relaxedUrl from '../../../kernels/eye/dist/eye.relaxed.wasm?url';
import simdUrl from '../../../kernels/eye/dist/eye.simd.wasm?url';
import { createEyeKernels } from '../../../kernels/eye/eye-kernels.ts';
import type { EyePasses } from '../../../kernels/eye/eye-passes.ts';
import { createReferenceEyePasses } from '../../../kernels/eye/reference/eye-passes-reference.ts';
import { detectVariant } from '../../../kernels/module.ts';

const URLS = { relaxed: relaxedUrl, simd: simdUrl } as const;

/**
 * The fastest passes of the eye camera that this browser can run, in a page or a worker. Without SIMD they are the reference in
 * TypeScript.
 * @throws Error when the kernels cannot be fetched
 * @throws RangeError for a size that is no multiple of 8, below 16 or above 1024
 */
export async function loadEyePasses(width: number, height: number): Promise<EyePasses> {
  const variant = detectVariant();
  if (variant === null || variant === 'scalar') return createReferenceEyePasses(width, height);
  const response = await fetch(URLS[variant]);
  if (!response.ok) throw new Error(`the eye camera's kernels could not be loaded: HTTP ${response.status}`);
  // Compiled from bytes, not from the stream: that needs no particular MIME type from a static host.
  return createEyeKernels(await WebAssembly.compile(await response.arrayBuffer()), variant, width, height);
}
