import type { BlockWeights, LinearWeights } from '../../../kernels/transformer/encoder.ts';
import { attention } from '../../../kernels/transformer/reference/attention.ts';
import { gelu } from '../../../kernels/transformer/reference/gelu.ts';
import { layerNorm } from '../../../kernels/transformer/reference/layer-norm.ts';
import { linear, rectify } from '../../../kernels/transformer/reference/linear.ts';
import { patchRows } from '../../../kernels/transformer/reference/patch-rows.ts';
import { keepTokens, meanOfChannels, meanOfTokens } from '../../../kernels/transformer/reference/tokens.ts';
import type { ExitEstimate, ExitVerdict, TokenBox, Tracker } from '../tracker.ts';
import type { TrackerConfig } from '../tracker-config.ts';
import { makeEstimate, writeEstimate } from './exit-values.ts';
import { checkRun, tokensAfter } from './run-rules.ts';
import { EPSILON, type TrackerWeights } from './tracker-weights.ts';

/** A linear layer on rows of its inputs. */
export type ApplyLinear = (rows: Float32Array, layer: LinearWeights) => Float32Array;

/**
 * The tracker in plain floats: what the integer one is measured against, and what runs where there is no SIMD. It allocates for every
 * image, and takes twenty times as long.
 */
export class FloatTracker implements Tracker {
  private readonly estimate = makeEstimate();

  /** @param apply how linear layers are computed: in floats, unless a test wants to see what quantizing them changes */
  constructor(
    readonly config: TrackerConfig,
    private readonly weights: TrackerWeights,
    private readonly apply: ApplyLinear = applied,
  ) {}

  run(
    image: Uint8Array,
    box: TokenBox | null,
    topK: number,
    onExit: (estimate: ExitEstimate) => ExitVerdict,
  ): void {
    checkRun(this.config, image, box, topK);
    const { dim, heads } = this.config;
    let x = this.embed(image, box);
    for (const [i, block] of this.weights.blocks.entries()) {
      const tokens = x.length / dim;
      const attended = this.attend(x, block, dim, heads);
      x = added(x, attended);
      x = added(x, this.feedForward(x, block));
      writeEstimate(this.estimate, i + 1, tokens, this.exitOf(x, i));
      if (onExit(this.estimate) === 'stop') return;
      const keep = tokensAfter(this.config, i, tokens, topK);
      if (keep < tokens) x = keepTokens(x, dim, meanOfChannels(attended, dim), keep);
    }
  }

  /** Patches of the box as tokens, (tokens, dim). */
  private embed(image: Uint8Array, box: TokenBox | null): Float32Array {
    const { width, height, patch, dim } = this.config;
    const across = width / patch;
    const { left, top, columns, rows } = box ?? { left: 0, top: 0, columns: across, rows: height / patch };
    const [first, second] = this.weights.patch;
    let x = this.apply(patchRows(image, { width, patch, left, top, columns, rows }), first!);
    if (second) x = this.apply(gelu(x), second);
    return x.map((value, i) => {
      const token = Math.floor(i / dim);
      const place = (top + Math.floor(token / columns)) * across + left + (token % columns);
      return value + this.weights.position[place * dim + (i % dim)]!;
    });
  }

  private attend(
    x: Float32Array,
    { norm1, qkv, proj }: BlockWeights,
    dim: number,
    heads: number,
  ): Float32Array {
    const normed = layerNorm(x, norm1.weight, norm1.bias, EPSILON);
    return this.apply(attention(this.apply(normed, qkv), dim, heads), proj);
  }

  private feedForward(x: Float32Array, { norm2, fc1, fc2 }: BlockWeights): Float32Array {
    return this.apply(gelu(this.apply(layerNorm(x, norm2.weight, norm2.bias, EPSILON), fc1)), fc2);
  }

  private exitOf(x: Float32Array, exit: number): Float32Array {
    const { exitNorms, head } = this.weights;
    const { weight, bias } = exitNorms[exit]!;
    const features = layerNorm(meanOfTokens(x, weight.length), weight, bias, EPSILON);
    return head.reduce((values, layer, i) => applied(i > 0 ? rectify(values) : values, layer), features);
  }
}

function applied(rows: Float32Array, { weight, bias }: LinearWeights): Float32Array {
  return linear(rows, weight, bias);
}

function added(a: Float32Array, b: Float32Array): Float32Array {
  return a.map((value, i) => value + b[i]!);
}
