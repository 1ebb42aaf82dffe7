/** A picture, top row first, 1 (grey), 3 (RGB) or 4 values a pixel, of which the fourth is left out. */
export interface FramePixels {
  readonly width: number;
  readonly height: number;
  /** (height, width, channels). Integers are codes; floats are codes of 0..1, on a `linear` display cd/m². */
  readonly data: Uint8Array | Uint8ClampedArray | Uint16Array | Float32Array;
  readonly channels: 1 | 3 | 4;
}

/** Pictures narrower than this have no pyramid. */
const LEAST_SIDE = 8;
const MOST_SIDE = 16_384;

/** Says what is wrong with a size. @throws RangeError */
export function checkSize(width: number, height: number): void {
  for (const side of [width, height]) {
    if (!Number.isInteger(side) || side < LEAST_SIDE || side > MOST_SIDE) {
      throw new RangeError(
        `A picture of ${width} × ${height} pixels cannot be compared: each side must have ${LEAST_SIDE} to ${MOST_SIDE}.`,
      );
    }
  }
}

/** Says what is wrong with a picture that should have a size. @param what `test` or `reference` @throws RangeError */
export function checkFrame(frame: FramePixels, width: number, height: number, what: string): void {
  if (frame.width !== width || frame.height !== height) {
    throw new RangeError(
      `The ${what} picture has ${frame.width} × ${frame.height} pixels instead of ${width} × ${height}.`,
    );
  }
  const values = width * height * frame.channels;
  if (![1, 3, 4].includes(frame.channels) || frame.data.length !== values) {
    throw new RangeError(
      `The ${what} picture has ${frame.data.length} values for ${width} × ${height} pixels of ${frame.channels}.`,
    );
  }
  if (frame.data instanceof Float32Array && !frame.data.every(Number.isFinite)) {
    throw new RangeError(`The ${what} picture holds a value that is no finite number.`);
  }
}
