/**
 * Weights of the saccade net (POLO, A3FR 1.2): the image pooled to `width` × `height`, convolution 1 → channels (3 × 3, stride 2,
 * padding 1), ReLU, maximum over 2 × 2, FastRNN h ← α·tanh(W x + U h + b) + β·h, and two classes from h. Matrices row by row.
 */
export interface SaccadeNetWeights {
  readonly format: 'saccade-net';
  readonly version: 1;
  /** Size of the pooled image; multiples of 4. */
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly hidden: number;
  /** (channels, 3, 3); (channels) */
  readonly convWeight: readonly number[];
  readonly convBias: readonly number[];
  /** (hidden, channels × height / 4 × width / 4), x channel by channel; (hidden, hidden); (hidden) */
  readonly w: readonly number[];
  readonly u: readonly number[];
  readonly b: readonly number[];
  readonly alpha: number;
  readonly beta: number;
  /** (2, hidden); (2): fixation, saccade. */
  readonly fcWeight: readonly number[];
  readonly fcBias: readonly number[];
  /** Probability of a saccade from which on it is taken for one. */
  readonly threshold: number;
}

/** After a longer pause than this what the net remembers means nothing, ms. */
const LONGEST_STEP_MS = 100;

/**
 * Sees saccades in the eye images themselves, before the tracker has looked at them. Plain arithmetic, since it is some 20 thousand
 * multiplications an image; allocates nothing.
 */
export class SaccadeNet {
  /** Whether the newest image was taken in a saccade. */
  active = false;
  /** Probability of that. */
  probability = 0;
  private readonly pooled: Float32Array;
  private readonly features: Float32Array;
  private readonly state: Float64Array;
  private readonly drive: Float64Array;
  private readonly weights: SaccadeNetWeights;
  private lastMs = Number.NaN;

  /**
   * @param weights as they come from a file
   * @param width @param height of the images
   * @throws RangeError when they are no weights of this net, or do not fit the images
   */
  constructor(
    weights: unknown,
    private readonly width: number,
    private readonly height: number,
  ) {
    const checked = checkWeights(weights);
    if (width % checked.width !== 0 || height % checked.height !== 0) {
      throw new RangeError(
        `The saccade net looks at ${checked.width} × ${checked.height} cells, into which images of ${width} × ${height} cannot be cut.`,
      );
    }
    this.weights = checked;
    this.pooled = new Float32Array(checked.width * checked.height);
    this.features = new Float32Array(featureCount(checked));
    this.state = new Float64Array(checked.hidden);
    this.drive = new Float64Array(checked.hidden);
  }

  reset(): void {
    this.active = false;
    this.probability = 0;
    this.state.fill(0);
    this.lastMs = Number.NaN;
  }

  /** Takes the next image, (height, width) 8-bit grey. */
  push(image: Uint8Array, captureMs: number): void {
    if (captureMs - this.lastMs > LONGEST_STEP_MS) this.reset();
    this.lastMs = captureMs;
    this.pool(image);
    this.convolve();
    this.step();
    const { fcWeight, fcBias, hidden, threshold } = this.weights;
    let difference = fcBias[1]! - fcBias[0]!;
    for (let i = 0; i < hidden; i++) difference += (fcWeight[hidden + i]! - fcWeight[i]!) * this.state[i]!;
    this.probability = 1 / (1 + Math.exp(-difference));
    this.active = this.probability >= threshold;
  }

  /** Means of the cells, -1..1. */
  private pool(image: Uint8Array): void {
    const { pooled, width, weights } = this;
    const across = width / weights.width;
    const down = this.height / weights.height;
    const scale = 2 / (255 * across * down);
    for (let row = 0; row < weights.height; row++) {
      for (let column = 0; column < weights.width; column++) {
        let sum = 0;
        for (let y = row * down; y < (row + 1) * down; y++) {
          for (let x = column * across; x < (column + 1) * across; x++) sum += image[y * width + x]!;
        }
        pooled[row * weights.width + column] = sum * scale - 1;
      }
    }
  }

  private convolve(): void {
    const { features, weights } = this;
    const rows = weights.height / 4;
    const columns = weights.width / 4;
    for (let channel = 0; channel < weights.channels; channel++) {
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++) {
          const a = this.tap(channel, 2 * row, 2 * column);
          const b = this.tap(channel, 2 * row, 2 * column + 1);
          const c = this.tap(channel, 2 * row + 1, 2 * column);
          const d = this.tap(channel, 2 * row + 1, 2 * column + 1);
          // The maximum of rectified values is the rectified maximum.
          features[(channel * rows + row) * columns + column] = Math.max(0, a, b, c, d);
        }
      }
    }
  }

  /** One output of the convolution. */
  private tap(channel: number, row: number, column: number): number {
    const { pooled } = this;
    const { width, height, convWeight, convBias } = this.weights;
    let sum = convBias[channel]!;
    for (let dy = 0; dy < 3; dy++) {
      const y = 2 * row + dy - 1;
      if (y < 0 || y >= height) continue;
      for (let dx = 0; dx < 3; dx++) {
        const x = 2 * column + dx - 1;
        if (x >= 0 && x < width) sum += convWeight[channel * 9 + dy * 3 + dx]! * pooled[y * width + x]!;
      }
    }
    return sum;
  }

  private step(): void {
    const { features, state, drive } = this;
    const { hidden, w, u, b, alpha, beta } = this.weights;
    for (let i = 0; i < hidden; i++) {
      let sum = b[i]!;
      for (let j = 0; j < features.length; j++) sum += w[i * features.length + j]! * features[j]!;
      for (let j = 0; j < hidden; j++) sum += u[i * hidden + j]! * state[j]!;
      drive[i] = sum;
    }
    for (let i = 0; i < hidden; i++) state[i] = alpha * Math.tanh(drive[i]!) + beta * state[i]!;
  }
}

function featureCount({ channels, width, height }: SaccadeNetWeights): number {
  return (channels * width * height) / 16;
}

function checkWeights(value: unknown): SaccadeNetWeights {
  const weights = (typeof value === 'object' && value !== null ? value : {}) as SaccadeNetWeights;
  if (weights.format !== 'saccade-net' || weights.version !== 1) {
    throw new RangeError('The file holds no weights of a saccade net, version 1.');
  }
  const { channels, hidden, width, height } = weights;
  for (const size of [channels, hidden, width / 4, height / 4]) {
    if (!Number.isInteger(size) || size < 1 || size > 1024) {
      throw new RangeError('The saccade net has a size that cannot be.');
    }
  }
  const lengths = {
    convWeight: 9 * channels,
    convBias: channels,
    w: hidden * featureCount(weights),
    u: hidden * hidden,
    b: hidden,
    fcWeight: 2 * hidden,
    fcBias: 2,
  } as const;
  for (const [key, length] of Object.entries(lengths)) {
    const list: unknown = weights[key as keyof typeof lengths];
    if (!Array.isArray(list) || list.length !== length || !list.every(Number.isFinite)) {
      throw new RangeError(`The saccade net does not have ${length} numbers in "${key}".`);
    }
  }
  for (const key of ['alpha', 'beta', 'threshold'] as const) {
    if (!Number.isFinite(weights[key])) throw new RangeError(`The saccade net has no number "${key}".`);
  }
  return weights;
}
