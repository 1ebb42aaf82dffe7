import { Arena } from '../../../kernels/transformer/arena.ts';
import {
  Encoder,
  type PlacedBlock,
  type PlacedFloats,
  type PlacedLinear,
} from '../../../kernels/transformer/encoder.ts';
import type { TransformerKernels } from '../../../kernels/transformer/transformer-kernels.ts';
import type { ExitEstimate, ExitVerdict, TokenBox, Tracker } from '../tracker.ts';
import { type TrackerConfig, tokenCount } from '../tracker-config.ts';
import { makeEstimate, writeEstimate } from './exit-values.ts';
import { PlacedHead } from './placed-head.ts';
import { checkRun, tokensAfter } from './run-rules.ts';
import { EPSILON, type TrackerWeights } from './tracker-weights.ts';

/** The tracker on the integer kernels, with a memory of its own. One image at a time; allocates nothing for it. */
export class IntegerTracker implements Tracker {
  private readonly estimate = makeEstimate();
  private readonly whole: TokenBox;
  private readonly encoder: Encoder;
  /**
   * The layer that sees pixels stays in floats: it looks for small differences between neighbours that are much alike, which is what
   * rounding takes away.
   */
  private readonly pixelLayer: PlacedFloats;
  private readonly embedLayer: PlacedLinear | null;
  private readonly blocks: readonly PlacedBlock[];
  private readonly head: PlacedHead;
  private readonly position: number;
  private readonly pixels: Uint8Array;
  /** Patches of the image, and between the layers that embed them. */
  private readonly rows: number;
  private readonly between: number;
  /** Tokens, (tokens, dim). */
  private readonly x: number;
  private readonly scores: number;

  /** @param bind instantiates the transformer kernels on a memory */
  constructor(
    readonly config: TrackerConfig,
    weights: TrackerWeights,
    bind: (memory: WebAssembly.Memory) => TransformerKernels,
  ) {
    const { width, height, patch, dim, heads, hidden } = config;
    this.whole = { left: 0, top: 0, columns: width / patch, rows: height / patch };
    const arena = new Arena();
    const tokens = tokenCount(config);
    const embedded = Math.max(...weights.patch.map(({ bias }) => bias.length));
    const widest = Math.max(hidden, dim, patch * patch, embedded);
    const sizes = { tokens, dim, heads, widest, epsilon: EPSILON };
    this.encoder = new Encoder(bind(arena.memory), arena, sizes);
    const [first, second] = weights.patch;
    this.pixelLayer = this.encoder.placeFloats(first!);
    this.embedLayer = second ? this.encoder.placeFineLinear(second) : null;
    this.blocks = weights.blocks.map((block) => this.encoder.placeBlock(block));
    this.head = new PlacedHead(this.encoder, weights);
    this.position = arena.placeFloats(weights.position);
    // Kernels work on whole fours of rows.
    const room = 4 * (tokens + 3);
    this.rows = arena.take(room * patch * patch);
    this.between = arena.take(room * embedded);
    this.x = arena.take(room * dim);
    this.scores = arena.take(room);
    this.pixels = arena.bytes(arena.take(width * height), width * height);
  }

  run(
    image: Uint8Array,
    box: TokenBox | null,
    topK: number,
    onExit: (estimate: ExitEstimate) => ExitVerdict,
  ): void {
    checkRun(this.config, image, box, topK);
    const { encoder, x, config } = this;
    let tokens = this.embed(image, box ?? this.whole);
    for (let i = 0; i < this.blocks.length; i++) {
      encoder.run(x, tokens, this.blocks[i]!);
      writeEstimate(this.estimate, i + 1, tokens, this.head.run(x, tokens, i));
      if (onExit(this.estimate) === 'stop') return;
      const keep = tokensAfter(config, i, tokens, topK);
      if (keep < tokens) this.prune(tokens, keep);
      tokens = keep;
    }
  }

  /** Patches of the box become tokens; gives their number. */
  private embed(image: Uint8Array, { left, top, columns, rows }: TokenBox): number {
    const { encoder, pixelLayer, embedLayer, x } = this;
    const { kernels } = encoder;
    const { width, patch: edge, dim } = this.config;
    const tokens = columns * rows;
    this.pixels.set(image);
    kernels.patchRows(this.pixels.byteOffset, width, edge, left, top, columns, rows, this.rows);
    if (embedLayer) {
      encoder.floatLinear(this.rows, tokens, pixelLayer, this.between);
      kernels.gelu(this.between, tokens * pixelLayer.outputs);
      encoder.linear(this.between, tokens, embedLayer, x);
    } else {
      encoder.floatLinear(this.rows, tokens, pixelLayer, x);
    }
    const bytes = 4 * dim;
    for (let row = 0; row < rows; row++) {
      const place = (top + row) * this.whole.columns + left;
      kernels.addRows(x + row * columns * bytes, this.position + place * bytes, columns * dim);
    }
    return tokens;
  }

  private prune(tokens: number, keep: number): void {
    const { kernels, attended } = this.encoder;
    const { dim } = this.config;
    kernels.meanOfChannels(attended, tokens, dim, this.scores);
    kernels.keepTokens(this.x, tokens, dim, this.scores, keep);
  }
}
