import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { bindKernels, detectVariant } from '../../../module.ts';
import { Arena } from '../../arena.ts';
import type { TransformerKernels } from '../../transformer-kernels.ts';

// Node 20 keeps relaxed SIMD behind a flag, which may still be set before the first module is compiled.
setFlagsFromString('--experimental-wasm-relaxed-simd');

/** Builds of the transformer kernels that this engine can run. */
export const VARIANTS = detectVariant() === 'relaxed' ? (['simd', 'relaxed'] as const) : (['simd'] as const);

export type Variant = (typeof VARIANTS)[number];

/** A build of the kernels. @throws Error when they have not been built. */
export function transformerModule(variant: Variant): WebAssembly.Module {
  const url = new URL(`../../dist/transformer.${variant}.wasm`, import.meta.url);
  return new WebAssembly.Module(readFileSync(url));
}

/** One build with a memory of its own. */
export class KernelLab {
  readonly arena = new Arena();
  readonly kernels: TransformerKernels;

  constructor(variant: Variant) {
    this.kernels = bindKernels<TransformerKernels>(transformerModule(variant), this.arena.memory);
  }

  place(values: Float32Array): number {
    return this.arena.placeFloats(values);
  }

  /** Room for floats that hold a mark, to see what is left alone. */
  room(length: number, mark = -1234.5): number {
    const at = this.arena.take(4 * length);
    this.arena.floats(at, length).fill(mark);
    return at;
  }

  read(at: number, length: number): Float32Array {
    return this.arena.floats(at, length).slice();
  }
}
