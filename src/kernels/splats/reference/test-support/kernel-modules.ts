import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { detectVariant, type KernelVariant } from '../../../module.ts';

// Node 20 keeps relaxed SIMD behind a flag, which may still be set before the first module is compiled.
setFlagsFromString('--experimental-wasm-relaxed-simd');

/** Builds of the splat kernels that this engine can run. */
export const VARIANTS: readonly KernelVariant[] =
  detectVariant() === 'relaxed' ? ['scalar', 'simd', 'relaxed'] : ['scalar', 'simd'];

const modules = new Map<KernelVariant, WebAssembly.Module>();

/** The built kernels, compiled once a process. @throws Error when they have not been built. */
export function kernelModule(variant: KernelVariant): WebAssembly.Module {
  let module = modules.get(variant);
  if (!module) {
    const url = new URL(`../../dist/splats.${variant}.wasm`, import.meta.url);
    module = new WebAssembly.Module(readFileSync(url));
    modules.set(variant, module);
  }
  return module;
}
