import type { Arena } from './arena.ts';
import { chooseGemm, type GemmName } from './choose-gemm.ts';
import { packFloats, placeFineLinear, placeLinear } from './packed-linear.ts';
import { FINE, quantizeLinear } from './quantize-linear.ts';
import type { TransformerKernels } from './transformer-kernels.ts';

/** A linear layer: weights (outputs, inputs) and bias (outputs). */
export interface LinearWeights {
  readonly weight: Float32Array;
  readonly bias: Float32Array;
}

/** Weight and bias of a LayerNorm, (dim) each. */
export type NormWeights = LinearWeights;

/** A pre-norm block: x += proj(attention(qkv(norm1 x))), then x += fc2(gelu(fc1(norm2 x))). */
export interface BlockWeights {
  readonly norm1: NormWeights;
  readonly qkv: LinearWeights;
  readonly proj: LinearWeights;
  readonly norm2: NormWeights;
  readonly fc1: LinearWeights;
  readonly fc2: LinearWeights;
}

export interface EncoderSizes {
  /** The most rows that ever come at once. */
  readonly tokens: number;
  readonly dim: number;
  readonly heads: number;
  /** The widest of what lies between two layers, and of what goes into one. */
  readonly widest: number;
  readonly epsilon: number;
}

/** A layer in linear memory. */
export interface PlacedLinear {
  /** Whether its inputs and weights have 12 bits instead of 7 and 8. */
  readonly fine: boolean;
  readonly block: number;
  readonly inputs: number;
  readonly outputs: number;
}

/** A layer in linear memory whose weights stay floats. */
export interface PlacedFloats {
  readonly weight: number;
  readonly bias: number;
  readonly inputs: number;
  readonly outputs: number;
}

interface PlacedNorm {
  readonly weight: number;
  readonly bias: number;
}

export interface PlacedBlock {
  readonly norm1: PlacedNorm;
  readonly qkv: PlacedLinear;
  readonly proj: PlacedLinear;
  readonly norm2: PlacedNorm;
  readonly fc1: PlacedLinear;
  readonly fc2: PlacedLinear;
}

/**
 * Blocks of a transformer in integers: the inputs of linear layers are quantized token by token to 7 bits, the weights output by output
 * to 8, those of attention both to 12; what lies between stays float32. Allocates nothing once the weights are placed.
 */
export class Encoder {
  /** What attention added in the last block, (tokens, dim). */
  readonly attended: number;
  readonly gemm: GemmName;
  private readonly normed: number;
  private readonly wide: number;
  private readonly codes: number;
  private readonly parameters: number;
  private readonly scratch: number;

  constructor(
    readonly kernels: TransformerKernels,
    readonly arena: Arena,
    readonly sizes: EncoderSizes,
  ) {
    const { dim, heads, widest } = sizes;
    this.gemm = chooseGemm(kernels, arena);
    // The kernels work on whole fours of rows, and attention on whole eights of keys.
    const rows = 8 * Math.ceil(sizes.tokens / 8);
    this.attended = arena.take(4 * rows * dim);
    this.normed = arena.take(4 * rows * dim);
    this.wide = arena.take(4 * rows * Math.max(widest, 3 * dim));
    this.codes = arena.take(2 * rows * widest);
    this.parameters = arena.take(8 * rows);
    this.scratch = arena.take(4 * (dim / heads + 4) * rows);
  }

  /** Quantizes and places a layer. @throws RangeError when its sizes are not multiples of eight */
  placeLinear({ weight, bias }: LinearWeights): PlacedLinear {
    const layer = quantizeLinear(weight, bias);
    return {
      fine: false,
      block: placeLinear(this.arena, layer),
      inputs: layer.inputs,
      outputs: layer.outputs,
    };
  }

  /** The same in 12 bits, at a third more time. @throws RangeError as `placeLinear`, and when there are more than 512 inputs */
  placeFineLinear({ weight, bias }: LinearWeights): PlacedLinear {
    const layer = quantizeLinear(weight, bias, FINE);
    const block = placeFineLinear(this.arena, layer);
    return { fine: true, block, inputs: layer.inputs, outputs: layer.outputs };
  }

  /** Places a layer that integers are too coarse for. @throws RangeError as `placeLinear` */
  placeFloats({ weight, bias }: LinearWeights): PlacedFloats {
    const outputs = bias.length;
    const inputs = weight.length / outputs;
    const { arena } = this;
    const packed = arena.placeFloats(packFloats(weight, inputs, outputs));
    return { weight: packed, bias: arena.placeFloats(bias), inputs, outputs };
  }

  placeNorm({ weight, bias }: NormWeights): PlacedNorm {
    return { weight: this.arena.placeFloats(weight), bias: this.arena.placeFloats(bias) };
  }

  /** @throws RangeError when sizes are not multiples of eight */
  placeBlock(weights: BlockWeights): PlacedBlock {
    return {
      norm1: this.placeNorm(weights.norm1),
      // Softmax turns small errors of queries and keys into other tokens: with 7 bits they were most of the tracker's error.
      qkv: this.placeFineLinear(weights.qkv),
      // What it gives is also the score of tokens, many of which are nearly equal.
      proj: this.placeFineLinear(weights.proj),
      norm2: this.placeNorm(weights.norm2),
      fc1: this.placeLinear(weights.fc1),
      fc2: this.placeLinear(weights.fc2),
    };
  }

  /** (rows, inputs) → (rows, outputs), with room for whole fours of rows. */
  linear(from: number, rows: number, layer: PlacedLinear, to: number): void {
    if (layer.fine) {
      this.kernels.quantizeRowsFinely(from, rows, layer.inputs, this.codes, this.parameters);
      this.kernels.fineGemm(this.codes, this.parameters, rows, layer.block, to);
      return;
    }
    this.kernels.quantizeRows(from, rows, layer.inputs, this.codes, this.parameters);
    this.kernels[this.gemm](this.codes, this.parameters, rows, layer.block, to);
  }

  /** The same in floats. */
  floatLinear(from: number, rows: number, layer: PlacedFloats, to: number): void {
    this.kernels.floatGemm(from, rows, layer.weight, layer.bias, layer.inputs, layer.outputs, to);
  }

  /** LayerNorm of rows of `dim`. */
  norm(from: number, rows: number, { weight, bias }: PlacedNorm, to: number): void {
    this.kernels.layerNorm(from, rows, this.sizes.dim, weight, bias, this.sizes.epsilon, to);
  }

  /** One block, in place on (tokens, dim). */
  run(x: number, tokens: number, block: PlacedBlock): void {
    const { kernels, normed, wide, attended } = this;
    const { dim, heads } = this.sizes;
    this.norm(x, tokens, block.norm1, normed);
    this.linear(normed, tokens, block.qkv, wide);
    kernels.attention(wide, tokens, dim, heads, normed, this.scratch);
    this.linear(normed, tokens, block.proj, attended);
    kernels.addRows(x, attended, tokens * dim);
    this.norm(x, tokens, block.norm2, normed);
    this.linear(normed, tokens, block.fc1, wide);
    kernels.gelu(wide, tokens * block.fc1.outputs);
    this.linear(wide, tokens, block.fc2, normed);
    kernels.addRows(x, normed, tokens * dim);
  }
}
