import type { EyeView } from '../splat-cloud.ts';

/** An eye at the origin that looks along -z with 90° across the picture's width. */
export function frontEye(width: number, height: number, position: readonly number[] = [0, 0, 0]): EyeView {
  const up = height / width;
  return { position, orientation: [0, 0, 0, 1], left: 1, right: 1, up, down: up, width, height };
}

/** A pair of eyes 64 mm apart with the lopsided frusta of a headset. */
export function stereoEyes(width: number, height: number): [EyeView, EyeView] {
  const left = frontEye(width, height, [-0.032, 0, 0]);
  const right = frontEye(width, height, [0.032, 0, 0]);
  return [
    { ...left, left: 1.1, right: 0.85 },
    { ...right, left: 0.85, right: 1.1 },
  ];
}
