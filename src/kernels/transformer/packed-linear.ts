import type { Arena } from './arena.ts';
import type { QuantizedLinear } from './quantize-linear.ts';

/** Fields of `LinearBlock` in `assembly/linear-block.ts`, in order; a test compares both. Words of 32 bits. */
export const LINEAR_FIELDS = ['weights', 'sums', 'scales', 'bias', 'inputs', 'outputs'] as const;

/** Outputs whose weights lie together, and inputs of each that do: bytes, and fine ones. */
const OUTPUTS = 8;
const INPUTS = 4;
const FINE_INPUTS = 2;
/** More products of 12 bits could leave an integer of 32. */
const MOST_FINE_INPUTS = 512;

/**
 * Copies a layer into linear memory as the kernel reads it.
 * @returns byte offset of its block
 * @throws RangeError when a size is not a multiple of eight
 */
export function placeLinear(arena: Arena, layer: QuantizedLinear): number {
  const { inputs, outputs, scales, bias } = layer;
  checkSizes(inputs, outputs);
  const weights = arena.take(layer.weights.length);
  arena.bytes(weights, layer.weights.length).set(packed(layer, INPUTS));
  const sums = arena.take(4 * outputs);
  new Int32Array(arena.memory.buffer, sums, outputs).set(sumsOf(layer));
  return placeBlock(arena, [
    weights,
    sums,
    arena.placeFloats(scales),
    arena.placeFloats(bias),
    inputs,
    outputs,
  ]);
}

/** The same for `fineGemm`. @throws RangeError as `placeLinear`, and when there are more than 512 inputs */
export function placeFineLinear(arena: Arena, layer: QuantizedLinear): number {
  const { inputs, outputs, scales, bias } = layer;
  checkSizes(inputs, outputs);
  if (inputs > MOST_FINE_INPUTS) throw new RangeError(`A fine layer of ${inputs} inputs could overflow.`);
  const weights = arena.take(2 * layer.weights.length);
  new Int16Array(arena.memory.buffer, weights, layer.weights.length).set(packed(layer, FINE_INPUTS));
  return placeBlock(arena, [weights, 0, arena.placeFloats(scales), arena.placeFloats(bias), inputs, outputs]);
}

function placeBlock(arena: Arena, words: readonly number[]): number {
  const block = arena.take(4 * LINEAR_FIELDS.length);
  new Uint32Array(arena.memory.buffer, block, LINEAR_FIELDS.length).set(words);
  return block;
}

/** (outputs / 8, inputs / together, 8, together) of (outputs, inputs). */
function packed({ weights, inputs, outputs }: QuantizedLinear, together: number): Int16Array {
  const out = new Int16Array(weights.length);
  let to = 0;
  for (let n = 0; n < outputs; n += OUTPUTS) {
    for (let k = 0; k < inputs; k += together) {
      for (let j = n; j < n + OUTPUTS; j++, to += together) {
        out.set(weights.subarray(j * inputs + k, j * inputs + k + together), to);
      }
    }
  }
  return out;
}

function sumsOf({ weights, inputs, outputs }: QuantizedLinear): Int32Array {
  return Int32Array.from({ length: outputs }, (_, n) =>
    weights.subarray(n * inputs, (n + 1) * inputs).reduce((sum, weight) => sum + weight, 0),
  );
}

/** Weights (outputs, inputs) as `floatGemm` reads them: (outputs / 8, inputs, 8). @throws RangeError as `placeLinear` */
export function packFloats(weights: Float32Array, inputs: number, outputs: number): Float32Array {
  checkSizes(inputs, outputs);
  return weights.map((_, i) => {
    const panel = Math.floor(i / (OUTPUTS * inputs));
    const k = Math.floor(i / OUTPUTS) % inputs;
    return weights[(panel * OUTPUTS + (i % OUTPUTS)) * inputs + k]!;
  });
}

function checkSizes(inputs: number, outputs: number): void {
  if (inputs % 8 === 0 && outputs % 8 === 0) return;
  throw new RangeError(`A layer of ${inputs} inputs and ${outputs} outputs has sizes that are no eights.`);
}
