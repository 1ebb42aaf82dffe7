import { OnnxGraph } from '../../../compression/onnx-graph.ts';
import type { BlockWeights, LinearWeights, NormWeights } from '../../../kernels/transformer/encoder.ts';
import { OUTPUTS, type TrackerConfig } from '../tracker-config.ts';
import { patchCells } from './patch-cells.ts';
import { EPSILON, type TrackerWeights } from './tracker-weights.ts';

/** The first version with GELU as an operator of its own. */
const OPSET = 20;

/** Names of the model's only input and output. */
export const ONNX_INPUT = 'image';
export const ONNX_OUTPUT = 'exits';

/**
 * A tracker as an ONNX model, whole image and no pruning: `image` (1, 1, height, width), grey 0..255, to `exits` (blocks, 3). Layers
 * are Gemm nodes, the form that ONNX Runtime packs in advance.
 */
export function trackerOnnx(config: TrackerConfig, weights: TrackerWeights): Uint8Array {
  const { width, height } = config;
  const graph = new TrackerGraph(config);
  const image = graph.input(ONNX_INPUT, [1, 1, height, width]);
  let x = graph.add('Add', [
    graph.patches(image, weights.patch),
    graph.floats(weights.position, [graph.tokens, config.dim]),
  ]);
  const exits = weights.blocks.map((block, i) => {
    x = graph.block(x, block);
    return graph.exit(x, weights.exitNorms[i]!, weights.head);
  });
  const all = graph.add('Concat', exits, { axis: { int: 0 } });
  graph.output(ONNX_OUTPUT, all, [config.blocks, OUTPUTS]);
  return graph.finish();
}

class TrackerGraph extends OnnxGraph {
  readonly tokens: number;

  constructor(private readonly config: TrackerConfig) {
    super(`tracker-${config.name}`, OPSET);
    this.tokens = (config.width / config.patch) * (config.height / config.patch);
  }

  /** (tokens, dim) */
  patches(image: string, layers: readonly LinearWeights[]): string {
    const { width, height, patch, embed } = this.config;
    const { edge } = patchCells(this.config);
    const halves = embed.map(() => 2);
    const cut = this.shaped(image, [height / patch, ...halves, edge, width / patch, ...halves, edge]);
    // Rows and columns of patches, of their quarters and so on down to the pixels, in turn.
    const axes = embed.length + 2;
    const perm = Array.from({ length: 2 * axes }, (_, i) => (i >> 1) + (i % 2) * axes);
    const ordered = this.add('Transpose', [cut], { perm: { ints: perm } });
    const scaled = this.add('Mul', [this.shaped(ordered, [-1, edge * edge]), this.scalar(1 / 127.5)]);
    return layers.reduce(
      (x, layer, i) => {
        const rows = i > 0 ? this.shaped(this.gelu(x), [-1, 4 * embed[i - 1]!]) : x;
        return this.linear(rows, layer);
      },
      this.add('Sub', [scaled, this.scalar(1)]),
    );
  }

  block(x: string, weights: BlockWeights): string {
    const attended = this.linear(
      this.attention(this.linear(this.norm(x, weights.norm1), weights.qkv)),
      weights.proj,
    );
    const between = this.add('Add', [x, attended]);
    const hidden = this.gelu(this.linear(this.norm(between, weights.norm2), weights.fc1));
    return this.add('Add', [between, this.linear(hidden, weights.fc2)]);
  }

  /** (1, 3) */
  exit(x: string, norm: NormWeights, head: readonly LinearWeights[]): string {
    const mean = this.add('ReduceMean', [x, this.integers([0])], { keepdims: { int: 1 } });
    return head.reduce(
      (values, layer, i) => this.linear(i > 0 ? this.add('Relu', [values]) : values, layer),
      this.norm(mean, norm),
    );
  }

  /** (tokens, 3 dim) → (tokens, dim) */
  private attention(qkv: string): string {
    const { dim, heads } = this.config;
    const channels = dim / heads;
    const parts = this.shaped(qkv, [this.tokens, 3, heads, channels]);
    const part = (which: number, perm: readonly number[]) => {
      const one = this.add('Gather', [parts, this.index(which)], { axis: { int: 1 } });
      return this.add('Transpose', [one], { perm: { ints: perm } });
    };
    const query = this.add('Mul', [part(0, [1, 0, 2]), this.scalar(1 / Math.sqrt(channels))]);
    const scores = this.add('MatMul', [query, part(1, [1, 2, 0])]);
    const shares = this.add('Softmax', [scores], { axis: { int: 2 } });
    const mixed = this.add('MatMul', [shares, part(2, [1, 0, 2])]);
    return this.shaped(this.add('Transpose', [mixed], { perm: { ints: [1, 0, 2] } }), [this.tokens, dim]);
  }

  private linear(x: string, { weight, bias }: LinearWeights): string {
    const [outputs, inputs] = [bias.length, weight.length / bias.length];
    const constants = [this.floats(weight, [outputs, inputs]), this.floats(bias, [outputs])];
    return this.add('Gemm', [x, ...constants], { transB: { int: 1 } });
  }

  private norm(x: string, { weight, bias }: NormWeights): string {
    const shape = [weight.length];
    const constants = [this.floats(weight, shape), this.floats(bias, shape)];
    return this.add('LayerNormalization', [x, ...constants], { epsilon: { float: EPSILON } });
  }

  private gelu(x: string): string {
    return this.add('Gelu', [x], { approximate: { text: 'tanh' } });
  }

  private shaped(x: string, shape: readonly number[]): string {
    return this.add('Reshape', [x, this.integers(shape)]);
  }

  private scalar(value: number): string {
    return this.floats(Float32Array.of(value), []);
  }

  private index(value: number): string {
    return this.add('Squeeze', [this.integers([value])]);
  }
}
