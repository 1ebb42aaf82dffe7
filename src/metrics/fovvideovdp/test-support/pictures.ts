import type { FramePixels } from '../frame-pixels.ts';

/** Seeded numbers of 0..1 (xorshift). */
export function randomFrom(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** A grey picture from a function of column and row, codes 0..255. */
export function picture(width: number, height: number, code: (x: number, y: number) => number): FramePixels {
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data[y * width + x] = Math.min(255, Math.max(0, Math.round(code(x, y))));
  }
  return { width, height, data, channels: 1 };
}

/** Patches and waves of many sizes, so that every band has something in it. */
export function texture(width: number, height: number): FramePixels {
  return picture(
    width,
    height,
    (x, y) =>
      128 + 40 * Math.sin(0.9 * x) * Math.cos(0.7 * y) + 50 * Math.sign(Math.sin(0.21 * x + 0.13 * y)),
  );
}

/** The picture with noise of the given amplitude, codes. */
export function noisy(from: FramePixels, amplitude: number, seed = 5): FramePixels {
  const random = randomFrom(seed);
  const { width, height, data } = from;
  return picture(width, height, (x, y) => data[y * width + x]! + amplitude * (2 * random() - 1));
}

/** The picture averaged over a square of 2 r + 1 pixels. */
export function blurred(from: FramePixels, radius: number): FramePixels {
  const { width, height, data } = from;
  const at = (x: number, y: number) =>
    data[Math.min(Math.max(y, 0), height - 1) * width + Math.min(Math.max(x, 0), width - 1)]!;
  return picture(width, height, (x, y) => {
    let sum = 0;
    for (let j = -radius; j <= radius; j++) {
      for (let i = -radius; i <= radius; i++) sum += at(x + i, y + j);
    }
    return sum / (2 * radius + 1) ** 2;
  });
}
