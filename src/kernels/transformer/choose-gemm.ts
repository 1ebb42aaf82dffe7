import type { Arena } from './arena.ts';
import { placeLinear } from './packed-linear.ts';
import { quantizeLinear } from './quantize-linear.ts';
import type { TransformerKernels } from './transformer-kernels.ts';

const ROWS = 48;
const INPUTS = 128;
const OUTPUTS = 128;
/** Enough for an engine to replace the code of its first compiler; about 5 ms. */
const ROUNDS = 24;

export type GemmName = 'gemm' | 'gemmSplit';

/**
 * Which form of the product is faster here: a fused dot of bytes is one instruction on ARM and recent x86, and several elsewhere.
 * The fused one is left out where it gives other numbers (first compiler of V8 11, behind a flag).
 */
export function chooseGemm(kernels: TransformerKernels, arena: Arena): GemmName {
  const values = Float32Array.from({ length: ROWS * INPUTS }, (_, i) => Math.sin(i));
  const weights = Float32Array.from({ length: OUTPUTS * INPUTS }, (_, i) => Math.cos(i * i));
  const layer = placeLinear(arena, quantizeLinear(weights, new Float32Array(OUTPUTS)));
  const codes = arena.take(kernels.INPUT_BYTES.value * values.length);
  const parameters = arena.take(8 * ROWS);
  kernels.quantizeRows(arena.placeFloats(values), ROWS, INPUTS, codes, parameters);
  const out = { gemm: arena.take(4 * ROWS * OUTPUTS), gemmSplit: arena.take(4 * ROWS * OUTPUTS) };
  const best = { gemm: Number.POSITIVE_INFINITY, gemmSplit: Number.POSITIVE_INFINITY };
  const results = {
    gemm: arena.floats(out.gemm, ROWS * OUTPUTS),
    gemmSplit: arena.floats(out.gemmSplit, ROWS * OUTPUTS),
  };
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of ['gemm', 'gemmSplit'] as const) {
      const start = performance.now();
      kernels[name](codes, parameters, ROWS, layer, out[name]);
      best[name] = Math.min(best[name], performance.now() - start);
    }
    if (results.gemm.some((value, i) => value !== results.gemmSplit[i])) return 'gemmSplit';
  }
  return best.gemm <= best.gemmSplit ? 'gemm' : 'gemmSplit';
}
