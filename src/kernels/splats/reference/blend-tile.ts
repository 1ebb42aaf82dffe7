import { MAX_ALPHA, MIN_ALPHA, MIN_TRANSMITTANCE } from './render-reference.ts';
import { type Footprint, logAlpha } from './tile-lists.ts';

export interface BlendSplat extends Footprint {
  readonly color: readonly [number, number, number];
  /** Along the view axis, metres. */
  readonly depth: number;
}

/** One pixel, values 0..1. */
export interface BlendedPixel {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly alpha: number;
  /** Depth of the splat at which the transmittance falls below one half; 0 = it never does. */
  readonly depth: number;
  /** Transmittance comes this near to one half at a splat: a rounding may shift the depth to the next. */
  readonly halfMargin: number;
}

/**
 * Blends a list of splats at one pixel centre, front to back. Contributions below 1/255 are skipped; the splat that takes the
 * transmittance below 1e-4 is the last, and the tile renderer lets it close the pixel (alpha 1).
 */
export function blendPixel(list: readonly BlendSplat[], x: number, y: number): BlendedPixel {
  const limit = Math.log(MIN_ALPHA);
  let [red, green, blue, transmittance, depth, halfMargin] = [0, 0, 0, 1, 0, 1];
  for (const splat of list) {
    const power = logAlpha(splat, x, y);
    if (!(power > limit)) continue;
    const weight = Math.min(MAX_ALPHA, Math.exp(power)) * transmittance;
    red += weight * splat.color[0];
    green += weight * splat.color[1];
    blue += weight * splat.color[2];
    const after = transmittance - weight;
    halfMargin = Math.min(halfMargin, Math.abs(after - 0.5));
    if (transmittance > 0.5 && after <= 0.5) depth = splat.depth;
    transmittance = after;
    if (transmittance < MIN_TRANSMITTANCE) {
      transmittance = 0;
      break;
    }
  }
  return { red, green, blue, alpha: 1 - transmittance, depth, halfMargin };
}
