import { readFileSync } from 'node:fs';
import { detectVariant, type KernelVariant } from '../../../kernels/module.ts';

/**
 * The transformer kernels for this Node; null where it knows no SIMD.
 * @param variant a build to take instead of the fastest
 * @throws Error when the kernels have not been built (`npm run build:kernels`)
 */
export function loadTransformerKernels(
  variant: KernelVariant | null = detectVariant(),
): WebAssembly.Module | null {
  if (variant === null || variant === 'scalar') return null;
  const file = new URL(`../../../kernels/transformer/dist/transformer.${variant}.wasm`, import.meta.url);
  return new WebAssembly.Module(readFileSync(file));
}
