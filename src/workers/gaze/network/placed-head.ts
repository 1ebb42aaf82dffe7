import type { Encoder } from '../../../kernels/transformer/encoder.ts';
import { OUTPUTS } from '../tracker-config.ts';
import type { TrackerWeights } from './tracker-weights.ts';

interface PlacedLayer {
  readonly weight: number;
  readonly bias: number;
  readonly inputs: number;
  readonly outputs: number;
}

/** What all exits share: the mean token, a norm of the exit's own, and small layers in float32, whose cost does not count. */
export class PlacedHead {
  private readonly norms: readonly { readonly weight: number; readonly bias: number }[];
  private readonly layers: readonly PlacedLayer[];
  /** Layers read from one and write to the other. */
  private readonly buffers: readonly [number, number];
  private readonly result: Float32Array;

  constructor(
    private readonly encoder: Encoder,
    { exitNorms, head }: TrackerWeights,
  ) {
    const { arena } = encoder;
    this.norms = exitNorms.map((norm) => encoder.placeNorm(norm));
    this.layers = head.map(({ weight, bias }) => ({
      weight: arena.placeFloats(weight),
      bias: arena.placeFloats(bias),
      inputs: weight.length / bias.length,
      outputs: bias.length,
    }));
    const widest = Math.max(...this.layers.map(({ inputs, outputs }) => Math.max(inputs, outputs)));
    this.buffers = [arena.take(4 * widest), arena.take(4 * widest)];
    this.result = arena.floats(this.buffers[head.length % 2]!, OUTPUTS);
  }

  /** What the head gives for tokens (tokens, dim); valid until the next call. */
  run(x: number, tokens: number, exit: number): Float32Array {
    const { encoder, buffers, layers } = this;
    const { kernels } = encoder;
    kernels.meanOfTokens(x, tokens, encoder.sizes.dim, buffers[1]);
    encoder.norm(buffers[1], 1, this.norms[exit]!, buffers[0]);
    for (let i = 0; i < layers.length; i++) {
      const { weight, bias, inputs, outputs } = layers[i]!;
      const rectify = i + 1 < layers.length ? 1 : 0;
      kernels.dense(buffers[i % 2]!, weight, bias, inputs, outputs, rectify, buffers[(i + 1) % 2]!);
    }
    return this.result;
  }
}
