/** Layout of the frames that `FlickerEnergy` compares. */
export interface FlickerOptions {
  /** Pixels in a frame. */
  readonly pixels: number;
  /** Values per pixel; only the first three, red, green and blue, count. Default 3. */
  readonly channels?: 3 | 4;
}

/**
 * Flicker that a test sequence has beyond its reference, in squared 8-bit codes per step from frame to frame.
 *
 * With the error e(t) = test(t) − reference(t) of each value (pixel and colour), the energy is the mean of (e(t) − e(t − 1))² over
 * all steps and counted values. Since e(t) − e(t − 1) is the test's change less the reference's, change that both show alike
 * counts as nothing, and so does an error that stands still, however large. What counts is error that comes and goes, or
 * travels with the picture. Error of variance v of which nothing lasts from one frame to the next gives 2 v.
 *
 * One object measures any number of sequences, one after the other. `add` allocates nothing.
 */
export class FlickerEnergy {
  readonly #channels: number;
  readonly #pixels: number;
  /** Error of the frame before, three values a pixel. */
  readonly #before: Int16Array;
  #frames = 0;
  #sum = 0;
  #counted = 0;

  constructor({ pixels, channels = 3 }: FlickerOptions) {
    this.#pixels = pixels;
    this.#channels = channels;
    this.#before = new Int16Array(3 * pixels);
  }

  /**
   * Takes the next frame of both sequences, 8-bit codes.
   * @param mask one entry per pixel; pixels with 0 do not count in the step to this frame. It may move with the gaze, see
   * `writePeripheryMask`. Default: all count.
   * @throws RangeError when sizes do not agree
   */
  add(test: ArrayLike<number>, reference: ArrayLike<number>, mask?: ArrayLike<number>): void {
    this.#check(test, reference, mask);
    const counts = this.#frames > 0;
    let sum = 0;
    let counted = 0;
    for (let pixel = 0, from = 0, at = 0; pixel < this.#pixels; pixel++, from += this.#channels, at += 3) {
      const inside = counts && mask?.[pixel] !== 0;
      if (inside) counted++;
      for (let k = 0; k < 3; k++) {
        const error = test[from + k]! - reference[from + k]!;
        const change = error - this.#before[at + k]!;
        if (inside) sum += change * change;
        this.#before[at + k] = error;
      }
    }
    this.#frames++;
    this.#sum += sum;
    this.#counted += 3 * counted;
  }

  /**
   * Ends the sequence; the next `add` begins another.
   * @returns energy, 0 .. 510² (8-bit codes squared)
   * @throws RangeError when there were less than two frames, or no pixel counted
   */
  finish(): number {
    const [frames, sum, counted] = [this.#frames, this.#sum, this.#counted];
    this.#frames = 0;
    this.#sum = 0;
    this.#counted = 0;
    if (frames < 2) throw new RangeError(`flicker needs two frames, there were ${frames}`);
    if (counted === 0) throw new RangeError('no pixel to compare');
    return sum / counted;
  }

  #check(test: ArrayLike<number>, reference: ArrayLike<number>, mask?: ArrayLike<number>): void {
    const values = this.#pixels * this.#channels;
    if (test.length !== values || reference.length !== values) {
      throw new RangeError(
        `cannot compare frames of ${test.length} and ${reference.length} values, there should be ${values}`,
      );
    }
    if (mask && mask.length !== this.#pixels) {
      throw new RangeError(`mask has ${mask.length} entries for ${this.#pixels} pixels`);
    }
  }
}
