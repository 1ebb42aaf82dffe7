import { renderReference } from '../../../kernels/splats/reference/render-reference.ts';
import type { EyeView } from '../../../kernels/splats/reference/splat-cloud.ts';
import type { RawSplats } from '../formats/raw-splats.ts';

/** The reference renderer's picture as RGBA bytes, and its depths. */
export function referenceBytes(
  raw: RawSplats,
  eye: EyeView,
  head: ArrayLike<number>,
): { color: Uint8Array; depth: Float32Array } {
  const { color, depth } = renderReference(raw, eye, head);
  return { color: Uint8Array.from(color, (value) => Math.min(255, Math.round(255 * value))), depth };
}

/** Share of depths that differ by more than 1 %. */
export function depthMismatch(a: Float32Array, b: Float32Array): number {
  let off = 0;
  a.forEach((depth, i) => {
    if (Math.abs(depth - b[i]!) > 0.01 * Math.max(depth, b[i]!)) off++;
  });
  return off / a.length;
}
