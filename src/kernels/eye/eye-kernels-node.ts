import { readFileSync } from 'node:fs';
import { detectVariant } from '../module.ts';
import { createEyeKernels } from './eye-kernels.ts';
import type { EyePasses } from './eye-passes.ts';
import { createReferenceEyePasses } from './reference/eye-passes-reference.ts';

/**
 * The fastest passes that this Node can run, from the built kernels; the reference where it knows no SIMD.
 * @throws Error when the kernels have not been built (`npm run build:kernels`)
 */
export function loadEyePasses(width: number, height: number): EyePasses {
  const variant = detectVariant();
  if (variant === null || variant === 'scalar') return createReferenceEyePasses(width, height);
  const file = new URL(`./dist/eye.${variant}.wasm`, import.meta.url);
  return createEyeKernels(new WebAssembly.Module(readFileSync(file)), variant, width, height);
}
