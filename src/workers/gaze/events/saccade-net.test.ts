import { describe, expect, it } from 'vitest';
import { eyeRandom } from '../eye-camera/eye-random.ts';
import { SaccadeNet, type SaccadeNetWeights } from './saccade-net.ts';

const [width, height] = [16, 8];

function weightsOf(seed: number): SaccadeNetWeights {
  const random = eyeRandom(seed, 31);
  const list = (length: number) => Array.from({ length }, () => random.normal(0, 0.5));
  const [channels, hidden] = [2, 3];
  return {
    format: 'saccade-net',
    version: 1,
    width: 8,
    height: 4,
    channels,
    hidden,
    convWeight: list(9 * channels),
    convBias: list(channels),
    w: list(hidden * channels * 2),
    u: list(hidden * hidden),
    b: list(hidden),
    alpha: 0.6,
    beta: 0.4,
    fcWeight: list(2 * hidden),
    fcBias: list(2),
    threshold: 0.5,
  };
}

/** The same written down step by step. */
function reference(weights: SaccadeNetWeights, images: readonly Uint8Array[]): number[] {
  const { channels, hidden, alpha, beta } = weights;
  const h = Array<number>(hidden).fill(0);
  return images.map((image) => {
    const pooled = (y: number, x: number) => {
      if (y < 0 || y >= 4 || x < 0 || x >= 8) return 0;
      const four = [0, 1].flatMap((dy) => [0, 1].map((dx) => image[(2 * y + dy) * width + 2 * x + dx]!));
      return four.reduce((a, b) => a + b) / (4 * 127.5) - 1;
    };
    const conv = (c: number, y: number, x: number) => {
      let sum = weights.convBias[c]!;
      for (let dy = 0; dy < 3; dy++)
        for (let dx = 0; dx < 3; dx++)
          sum += weights.convWeight[9 * c + 3 * dy + dx]! * pooled(2 * y + dy - 1, 2 * x + dx - 1);
      return Math.max(0, sum);
    };
    const x: number[] = [];
    for (let c = 0; c < channels; c++)
      for (let column = 0; column < 2; column++)
        x.push(Math.max(...[0, 1].flatMap((dy) => [0, 1].map((dx) => conv(c, dy, 2 * column + dx)))));
    const drive = h.map(
      (_, i) =>
        weights.b[i]! +
        x.reduce((sum, value, j) => sum + weights.w[i * x.length + j]! * value, 0) +
        h.reduce((sum, value, j) => sum + weights.u[i * hidden + j]! * value, 0),
    );
    drive.forEach((value, i) => {
      h[i] = alpha * Math.tanh(value) + beta * h[i]!;
    });
    const [still, moves] = [0, 1].map((k) =>
      h.reduce((sum, value, i) => sum + weights.fcWeight[k * hidden + i]! * value, weights.fcBias[k]!),
    );
    return Math.exp(moves!) / (Math.exp(still!) + Math.exp(moves!));
  });
}

describe('SaccadeNet', () => {
  const random = eyeRandom(1, 1);
  const images = Array.from({ length: 12 }, () =>
    Uint8Array.from({ length: width * height }, () => random.range(0, 255)),
  );

  it('computes what the equations say, image after image', () => {
    for (const seed of [1, 2, 3]) {
      const weights = weightsOf(seed);
      const net = new SaccadeNet(weights, width, height);
      const wanted = reference(weights, images);
      for (const [i, image] of images.entries()) {
        net.push(image, i * 10);
        expect(net.probability).toBeCloseTo(wanted[i]!, 5);
        expect(net.active).toBe(wanted[i]! >= 0.5);
      }
    }
  });

  it('starts afresh after a pause', () => {
    const weights = weightsOf(1);
    const net = new SaccadeNet(weights, width, height);
    for (const [i, image] of images.entries()) net.push(image, i * 10);
    net.push(images[0]!, 1000);
    expect(net.probability).toBeCloseTo(reference(weights, images.slice(0, 1))[0]!, 5);
  });

  it.each([
    ['nothing', null, /no weights/],
    ['another version', { ...weightsOf(1), version: 2 }, /no weights/],
    ['too few numbers', { ...weightsOf(1), b: [1] }, /3 numbers in "b"/],
    ['what is no number', { ...weightsOf(1), fcBias: [0, Number.NaN] }, /"fcBias"/],
    ['no threshold', { ...weightsOf(1), threshold: undefined }, /"threshold"/],
    ['a wild size', { ...weightsOf(1), hidden: 1e9 }, /size/],
  ])('refuses %s', (_, weights, message) => {
    expect(() => new SaccadeNet(weights, width, height)).toThrow(message);
  });

  it('refuses images that cannot be cut into its cells', () => {
    expect(() => new SaccadeNet(weightsOf(1), 15, 8)).toThrow(/15 × 8/);
  });
});
