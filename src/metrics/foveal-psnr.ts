import { type PsnrOptions, psnr } from './psnr.ts';

/** An eye image: pixels, and tangents of the half angles, all positive for an ordinary frustum. */
export interface EyeImage {
  readonly left: number;
  readonly right: number;
  readonly up: number;
  readonly down: number;
  readonly width: number;
  readonly height: number;
}

/** Mask (height, width), 1 where the pixel's centre lies within `radius` pixels of the point (x, y). */
export function discMask(width: number, height: number, x: number, y: number, radius: number): Uint8Array {
  const mask = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      if (Math.hypot(column + 0.5 - x, row + 0.5 - y) <= radius) mask[row * width + column] = 1;
    }
  }
  return mask;
}

/**
 * Mask (height, width), 1 where the direction of the pixel's centre lies within `radiusDeg` degrees of the gaze. Top row
 * first.
 * @param gaze unit direction in eye space: x right, y up, looking along -z
 */
export function fovealMask(eye: EyeImage, gaze: ArrayLike<number>, radiusDeg: number): Uint8Array {
  const { width, height } = eye;
  const mask = new Uint8Array(width * height);
  const limit = Math.cos((Math.min(radiusDeg, 180) * Math.PI) / 180);
  for (let row = 0; row < height; row++) {
    const y = eye.up - ((row + 0.5) / height) * (eye.up + eye.down);
    for (let column = 0; column < width; column++) {
      const x = -eye.left + ((column + 0.5) / width) * (eye.left + eye.right);
      const dot = (x * gaze[0]! + y * gaze[1]! - gaze[2]!) / Math.sqrt(x * x + y * y + 1);
      if (dot >= limit) mask[row * width + column] = 1;
    }
  }
  return mask;
}

/**
 * PSNR inside the disc of `radiusDeg` degrees around the gaze, dB.
 * @throws RangeError when the disc holds no pixel of the image, or sizes do not agree
 */
export function fovealPsnr(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  eye: EyeImage,
  gaze: ArrayLike<number>,
  radiusDeg: number,
  options: Pick<PsnrOptions, 'channels'> = {},
): number {
  return psnr(a, b, { ...options, mask: fovealMask(eye, gaze, radiusDeg) });
}
