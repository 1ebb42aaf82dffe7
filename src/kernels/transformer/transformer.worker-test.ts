import { describe, expect, it } from 'vitest';
import { bindKernels, detectVariant } from '../module.ts';
import { Arena } from './arena.ts';
import { chooseGemm } from './choose-gemm.ts';
import relaxedUrl from './dist/transformer.relaxed.wasm?url';
import simdUrl from './dist/transformer.simd.wasm?url';
import { placeLinear } from './packed-linear.ts';
import { quantizeLinear } from './quantize-linear.ts';
import { gemmRow } from './reference/gemm.ts';
import { quantizeRow } from './reference/quantize.ts';
import { randomFloats } from './reference/test-support/random-floats.ts';
import type { TransformerKernels } from './transformer-kernels.ts';

const URLS = { relaxed: relaxedUrl, simd: simdUrl };
const VARIANTS = detectVariant() === 'relaxed' ? (['simd', 'relaxed'] as const) : (['simd'] as const);

async function kernelsIn(arena: Arena, variant: keyof typeof URLS): Promise<TransformerKernels> {
  const response = await fetch(URLS[variant]);
  return bindKernels(await WebAssembly.compile(await response.arrayBuffer()), arena.memory);
}

describe('transformer kernels in a browser', () => {
  it.each(VARIANTS)('%s: both products are the reference to the bit', async (variant) => {
    const arena = new Arena();
    const kernels = await kernelsIn(arena, variant);
    for (const [rows, inputs, outputs] of [
      [4, 8, 8],
      [48, 128, 64],
      [8, 1536, 16],
    ] as const) {
      const layer = quantizeLinear(randomFloats(1, inputs * outputs), randomFloats(2, outputs));
      const values = randomFloats(rows, rows * inputs);
      const codes = arena.take(2 * values.length);
      const parameters = arena.take(8 * rows);
      kernels.quantizeRows(arena.placeFloats(values), rows, inputs, codes, parameters);
      const block = placeLinear(arena, layer);
      const out = arena.take(4 * rows * outputs);
      for (const name of ['gemm', 'gemmSplit'] as const) {
        kernels[name](codes, parameters, rows, block, out);
        for (let row = 0; row < rows; row++) {
          const reference = gemmRow(quantizeRow(values.slice(row * inputs, (row + 1) * inputs)), layer);
          expect([...arena.floats(out + 4 * row * outputs, outputs)], `${name} ${row}`).toEqual([
            ...reference,
          ]);
        }
      }
    }
  });

  it.each(VARIANTS)('%s: one of the two is chosen', async (variant) => {
    const arena = new Arena();
    expect(['gemm', 'gemmSplit']).toContain(chooseGemm(await kernelsIn(arena, variant), arena));
  });
});
