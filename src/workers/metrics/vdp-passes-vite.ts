import { detectVariant } from '../../kernels/module.ts';
import relaxedUrl from '../../kernels/vdp/dist/vdp.relaxed.wasm?url';
import simdUrl from '../../kernels/vdp/dist/vdp.simd.wasm?url';
import { createVdpPasses } from '../../kernels/vdp/vdp-passes.ts';
import { createReferencePasses } from '../../metrics/fovvideovdp/passes-reference.ts';
import type { VdpPasses } from '../../shared/vdp-passes.ts';

const URLS = { relaxed: relaxedUrl, simd: simdUrl } as const;

/**
 * The fastest passes of FovVideoVDP that this browser can run, in a page or a worker; the page need not be isolated. Without SIMD
 * they are the reference in TypeScript.
 * @throws Error when the kernels cannot be fetched
 */
export async function loadVdpPasses(): Promise<VdpPasses> {
  const variant = detectVariant();
  if (variant === null || variant === 'scalar') return createReferencePasses();
  const response = await fetch(URLS[variant]);
  if (!response.ok) throw new Error(`the metric's kernels could not be loaded: HTTP ${response.status}`);
  // Compiled from bytes, not from the stream: that needs no particular MIME type from a static host.
  return createVdpPasses(await WebAssembly.compile(await response.arrayBuffer()), variant);
}
