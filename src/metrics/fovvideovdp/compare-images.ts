import { FovVideoVdp, type FovVideoVdpOptions, type VdpReport } from './fovvideovdp.ts';
import type { FramePixels } from './frame-pixels.ts';

export interface CompareOptions extends Omit<FovVideoVdpOptions, 'width' | 'height' | 'fps' | 'padding'> {
  /** Column and row of the pixel that the eye looks at; default the middle of the picture. */
  readonly gaze?: readonly [number, number];
}

export interface ImageReport extends VdpReport {
  /** Quality lost at each pixel, JOD, (height, width); null unless `map` was asked for. */
  readonly loss: Float32Array | null;
}

/**
 * FovVideoVDP of two still pictures. To compare many of one size, keep a `FovVideoVdp`.
 * @throws RangeError when sizes differ, a value is no number, the gaze lies outside or the display is unknown
 */
export function compareImages(
  test: FramePixels,
  reference: FramePixels,
  options: CompareOptions,
): ImageReport {
  const { gaze, ...rest } = options;
  const metric = new FovVideoVdp({ ...rest, width: reference.width, height: reference.height });
  try {
    metric.addFrame(test, reference, gaze);
    return { ...metric.finish(), loss: options.map ? metric.differenceMap() : null };
  } finally {
    metric.dispose();
  }
}
