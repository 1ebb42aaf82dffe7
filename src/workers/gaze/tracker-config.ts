/** Sizes of a tracker network: a ViT with an exit after every block (A3FR 1.2, FovealNet). */
export interface TrackerConfig {
  readonly name: 'headset' | 'paper';
  /** Eye image, pixels; multiples of `patch`. */
  readonly width: number;
  readonly height: number;
  /** Edge of a square patch, which is one token. */
  readonly patch: number;
  /**
   * How patches become tokens: cells of patch / 2^n pixels, n widths here, get `embed[0]` channels; then two by two of them `embed[1]`,
   * and so on up to the token; GELU between, and nothing crosses a patch's edge (Touvron et al. 2022). None = one layer, as in the
   * paper. In the `headset` image a degree of gaze is 0.8 pixels, against which whole patches are coarse.
   */
  readonly embed: readonly number[];
  /** Channels of a token. */
  readonly dim: number;
  readonly heads: number;
  /** Channels inside a block's MLP. */
  readonly hidden: number;
  /** Blocks, and exits: one after each. */
  readonly blocks: number;
  /** Tokens are pruned after every so many blocks, but not after the last. */
  readonly pruneEvery: number;
  /** Widths of the head's hidden layers, ReLU between; then 3 outputs: yaw, pitch (radians), openness (logit). */
  readonly head: readonly number[];
}

/** Exits of a tracker, and `GAZE_LAYOUT.exit` of the last one. */
export const EXITS = 6;

/** What the head gives: yaw and pitch of the optical axis in radians, and a logit that the eye is open. */
export const OUTPUTS = 3;

/** The one that ships: about 0.9 M parameters over 48 tokens. */
export const HEADSET: TrackerConfig = {
  name: 'headset',
  width: 128,
  height: 96,
  patch: 16,
  embed: [32, 64],
  dim: 128,
  heads: 4,
  hidden: 256,
  blocks: EXITS,
  pruneEvery: 2,
  head: [128, 64],
};

/** The paper's: first six blocks of ViT-S/16 at 224 × 224 (A3FR 1.2). For timing; no weights of it ship. */
export const PAPER: TrackerConfig = {
  name: 'paper',
  width: 224,
  height: 224,
  patch: 16,
  embed: [],
  dim: 384,
  heads: 6,
  hidden: 1536,
  blocks: EXITS,
  pruneEvery: 2,
  head: [512, 256, 128],
};

/** Tokens of a whole image. */
export function tokenCount({ width, height, patch }: TrackerConfig): number {
  return (width / patch) * (height / patch);
}
