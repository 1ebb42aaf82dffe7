import type { ExitEstimate, ExitVerdict, TokenBox, Tracker } from '../tracker.ts';
import { HEADSET, type TrackerConfig } from '../tracker-config.ts';

/** Pixels that the middle of the fake pupil moves by for a degree, 128 × 96. */
const PIXELS_PER_DEG = 0.8;
const DARK = 40;
/** Pixels of a wide open pupil, by which the fake tracker knows the lid. */
const WHOLE = 200;

/**
 * Draws a dark disc where the eye looks and a bright face around it: an eye as `FakeTracker` knows it.
 * @param openness part of the disc's height that the lid leaves free, from below
 */
export function drawFakeEye(yawDeg: number, pitchDeg: number, openness: number, out: Uint8Array): void {
  const { width, height } = HEADSET;
  const [x, y] = [width / 2 + PIXELS_PER_DEG * yawDeg, height / 2 - PIXELS_PER_DEG * pitchDeg];
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const inside = (column - x) ** 2 + (row - y) ** 2 < 64 && row > y + 8 - 16 * openness;
      out[row * width + column] = inside ? 20 : 140 + ((row + column) % 30);
    }
  }
}

/** Finds the middle of what is dark; early exits see it with an error that shrinks from exit to exit. */
export class FakeTracker implements Tracker {
  readonly config: TrackerConfig = HEADSET;
  readonly boxes: (TokenBox | null)[] = [];
  runs = 0;
  /** Error of an exit, degrees to the right. */
  errorDeg = (exit: number): number => 2 ** (4 - exit);
  private readonly estimate: ExitEstimate = { exit: 0, yawDeg: 0, pitchDeg: 0, openness: 0, tokens: 0 };

  run(image: Uint8Array, box: TokenBox | null, topK: number, onExit: (e: ExitEstimate) => ExitVerdict): void {
    const { width, height, blocks, pruneEvery } = this.config;
    if (image.length !== width * height) throw new RangeError('The image has another size.');
    this.runs++;
    this.boxes.push(box && { ...box });
    let [count, sumX, sumY] = [0, 0, 0];
    for (let at = 0; at < image.length; at++) {
      if (image[at]! >= DARK) continue;
      count++;
      sumX += at % width;
      sumY += Math.floor(at / width);
    }
    const { estimate } = this;
    const yawDeg = count > 0 ? (sumX / count - width / 2) / PIXELS_PER_DEG : 0;
    estimate.pitchDeg = count > 0 ? (height / 2 - sumY / count) / PIXELS_PER_DEG : 0;
    estimate.openness = Math.min(1, count / WHOLE);
    estimate.tokens = box ? box.columns * box.rows : 48;
    for (let exit = 1; exit <= blocks; exit++) {
      estimate.exit = exit;
      estimate.yawDeg = yawDeg + this.errorDeg(exit);
      if (onExit(estimate) === 'stop') return;
      if (exit % pruneEvery === 0) estimate.tokens = Math.floor(topK * estimate.tokens);
    }
  }
}
