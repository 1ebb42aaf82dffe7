import type { FramePixels } from '../../src/metrics/fovvideovdp/frame-pixels.ts';

/** A reference of waves, edges and gradients, and a test with noise and coarser codes, (height, width, 3). */
export function madePair(
  width: number,
  height: number,
): readonly [test: FramePixels, reference: FramePixels] {
  const reference = new Uint8Array(3 * width * height);
  const test = new Uint8Array(3 * width * height);
  let state = 1;
  const random = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const edge = Math.hypot(x - width / 3, y - height / 2) < height / 4 ? 40 : 0;
      for (let c = 0; c < 3; c++, at++) {
        const waves = 50 * Math.sin(x / (5 + c) + y / 40) * Math.cos(y / 13) + (30 * x) / width;
        reference[at] = 90 + edge + waves;
        test[at] = (reference[at]! & 0xf8) + 12 * (random() - 0.5);
      }
    }
  }
  const picture = (data: Uint8Array) => ({ width, height, data, channels: 3 }) as const;
  return [picture(test), picture(reference)];
}
