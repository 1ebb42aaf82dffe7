import {
  type DisplayModel,
  type DisplayName,
  displayNamed,
  stretchedOver,
} from '../../src/metrics/fovvideovdp/displays.ts';

/** Headsets that foveation is judged on. */
export const HEADSETS = ['quest3', 'questPro', 'metaVRGlasses'] as const satisfies readonly DisplayName[];
export type Headset = (typeof HEADSETS)[number];

/** A headset's eye picture in fewer pixels than its panel has, over the whole of its field of view. */
export interface BenchDisplay {
  readonly name: Headset;
  /** Even. */
  readonly width: number;
  readonly height: number;
  /** Tangents of the half angles that the picture spans; the display is symmetric. */
  readonly side: number;
  readonly up: number;
  /** What the metric is told: the same extent, these pixels. */
  readonly model: DisplayModel;
}

/**
 * A headset's eye picture of about a given number of pixels. Fewer pixels than the panel has make each one larger, and so
 * make what foveation leaves out easier to see: a loss that is measured is rather too large than too small.
 */
export function benchDisplay(name: Headset, pixels: number): BenchDisplay {
  const panel = displayNamed(name);
  const aspect = panel.resolution[0] / panel.resolution[1];
  const width = even(Math.sqrt(pixels * aspect));
  const height = even(Math.sqrt(pixels / aspect));
  return {
    name,
    width,
    height,
    side: panel.widthMetres / 2 / panel.distanceMetres,
    up: panel.heightMetres / 2 / panel.distanceMetres,
    model: stretchedOver(panel, width, height),
  };
}

const even = (value: number) => 2 * Math.round(value / 2);
