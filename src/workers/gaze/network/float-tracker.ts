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
import { type PatchCells, patchCells } from './patch-cells.ts';
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
  private readonly cells: PatchCells;

  /** @param apply how linear layers are computed: in floats, unless a test wants to see what quantizing them changes */
  constructor(
    readonly config: TrackerConfig,
    private readonly weights: TrackerWeights,
    private readonly apply: ApplyLinear = applied,
  ) {
    this.cells = patchCells(config);
  }

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
    const whole = { left: 0, top: 0, columns: across, rows: height / patch };
    const { left, top, columns } = box ?? whole;
    const x = this.weights.patch.reduce(
      (rows, layer, i) => this.apply(i > 0 ? gelu(rows) : rows, layer),
      this.cellRows(image, box ?? whole),
    );
    return x.map((value, i) => {
      const token = Math.floor(i / dim);
      const place = (top + Math.floor(token / columns)) * across + left + (token % columns);
      return value + this.weights.position[place * dim + (i % dim)]!;
    });
  }

  /** Cells of the box's patches, a row of pixels each, in the order in which layers join them. */
  private cellRows(image: Uint8Array, { left, top, columns, rows }: TokenBox): Float32Array {
    const { edge, across, span, groups } = this.cells;
    const grid = { width: this.config.width, patch: edge, columns: span, rows: span };
    const parts: Float32Array[] = [];
    for (let row = top; row < top + rows; row++) {
      for (let column = left; column < left + columns; column++) {
        for (const group of groups) {
          const place = { left: column * across + group.column, top: row * across + group.row };
          parts.push(patchRows(image, { ...grid, ...place }));
        }
      }
    }
    return Float32Array.from(parts.flatMap((part) => [...part]));
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
