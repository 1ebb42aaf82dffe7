import type { EyeImage } from './foveal-psnr.ts';

/**
 * Marks the periphery: 1 where the direction of a pixel's centre is more than `radiusDeg` degrees from the gaze, otherwise 0. Top row
 * first. Allocates nothing, for masks that follow the gaze from frame to frame.
 * @param gaze unit direction in eye space: x right, y up, looking along -z
 * @param mask (height, width), overwritten
 */
export function writePeripheryMask(
  eye: EyeImage,
  gaze: ArrayLike<number>,
  radiusDeg: number,
  mask: Uint8Array,
): void {
  const { width, height } = eye;
  if (mask.length !== width * height) {
    throw new RangeError(`mask has ${mask.length} entries for ${width * height} pixels`);
  }
  const limit = Math.cos((Math.min(radiusDeg, 180) * Math.PI) / 180);
  for (let row = 0, at = 0; row < height; row++) {
    const y = eye.up - ((row + 0.5) / height) * (eye.up + eye.down);
    for (let column = 0; column < width; column++, at++) {
      const x = -eye.left + ((column + 0.5) / width) * (eye.left + eye.right);
      const along = x * gaze[0]! + y * gaze[1]! - gaze[2]!;
      mask[at] = along < limit * Math.sqrt(x * x + y * y + 1) ? 1 : 0;
    }
  }
}
