import { readFileSync } from 'node:fs';
import type { VdpPasses } from '../../shared/vdp-passes.ts';
import { detectVariant } from '../module.ts';
import { createVdpPasses } from './vdp-passes.ts';

/**
 * The fastest passes that this Node can run, from the built kernels; null where it knows no SIMD.
 * @throws Error when the kernels have not been built (`npm run build:kernels`)
 */
export function loadVdpPasses(): VdpPasses | null {
  const variant = detectVariant();
  if (variant === null || variant === 'scalar') return null;
  const file = new URL(`./dist/vdp.${variant}.wasm`, import.meta.url);
  return createVdpPasses(new WebAssembly.Module(readFileSync(file)), variant);
}
