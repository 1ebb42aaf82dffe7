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
import { type PatchCells, patchCells } from './patch-cells.ts';
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
  private readonly embedLayers: readonly PlacedLinear[];
  private readonly cells: PatchCells;
  private readonly blocks: readonly PlacedBlock[];
  private readonly head: PlacedHead;
  private readonly position: number;
  private readonly pixels: Uint8Array;
  /** Cells of the image's patches, and what lies between the layers that embed them. */
  private readonly rows: number;
  private readonly between: readonly [number, number];
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
    this.cells = patchCells(config);
    const [pixelLayer, ...embedLayers] = weights.patch;
    const sizes = {
      // Four rows for a token where layers join groups of cells.
      tokens: tokens * 4 ** Math.max(0, embedLayers.length - 1),
      dim,
      heads,
      widest: Math.max(hidden, dim, ...config.embed.map((width) => 4 * width)),
      epsilon: EPSILON,
    };
    this.encoder = new Encoder(bind(arena.memory), arena, sizes);
    this.pixelLayer = this.encoder.placeFloats(pixelLayer!);
    this.embedLayers = embedLayers.map((layer) => this.encoder.placeFineLinear(layer));
    this.blocks = weights.blocks.map((block) => this.encoder.placeBlock(block));
    this.head = new PlacedHead(this.encoder, weights);
    this.position = arena.placeFloats(weights.position);
    // Kernels work on whole fours of rows.
    const room = 4 * (tokens + 3);
    this.rows = arena.take(room * patch * patch);
    const embedded = Math.max(
      0,
      ...config.embed.map((width, level) => width * this.cells.across ** 2 * 4 ** -level),
    );
    this.between = [arena.take(room * embedded), arena.take(room * embedded)];
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
  private embed(image: Uint8Array, box: TokenBox): number {
    const { encoder, pixelLayer, embedLayers, x } = this;
    const { kernels } = encoder;
    const { dim } = this.config;
    const { left, top, columns, rows } = box;
    const tokens = columns * rows;
    this.pixels.set(image);
    this.cutCells(box);
    let count = tokens * this.cells.across ** 2;
    let at = embedLayers.length > 0 ? this.between[0] : x;
    encoder.floatLinear(this.rows, count, pixelLayer, at);
    let channels = pixelLayer.outputs;
    for (let i = 0; i < embedLayers.length; i++) {
      const layer = embedLayers[i]!;
      const to = i + 1 === embedLayers.length ? x : this.between[(i + 1) % 2]!;
      kernels.gelu(at, count * channels);
      count /= 4;
      encoder.linear(at, count, layer, to);
      at = to;
      channels = layer.outputs;
    }
    const bytes = 4 * dim;
    for (let row = 0; row < rows; row++) {
      const place = (top + row) * this.whole.columns + left;
      kernels.addRows(x + row * columns * bytes, this.position + place * bytes, columns * dim);
    }
    return tokens;
  }

  /** Cells of the box's patches become rows of pixels, in the order in which layers join them. */
  private cutCells({ left, top, columns, rows }: TokenBox): void {
    const { edge, across, span, groups } = this.cells;
    const { kernels } = this.encoder;
    const { width } = this.config;
    const pixels = this.pixels.byteOffset;
    const bytes = 4 * (span * edge) ** 2;
    let to = this.rows;
    for (let row = top; row < top + rows; row++) {
      for (let column = left; column < left + columns; column++) {
        for (let i = 0; i < groups.length; i++) {
          const group = groups[i]!;
          const x = column * across + group.column;
          kernels.patchRows(pixels, width, edge, x, row * across + group.row, span, span, to);
          to += bytes;
        }
      }
    }
  }

  private prune(tokens: number, keep: number): void {
    const { kernels, attended } = this.encoder;
    const { dim } = this.config;
    kernels.meanOfChannels(attended, tokens, dim, this.scores);
    kernels.keepTokens(this.x, tokens, dim, this.scores, keep);
  }
}
