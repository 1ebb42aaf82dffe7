import { cameraOf, type ProjectedSplat, projectSplat } from './project-splat.ts';
import type { EyeView, SplatCloud } from './splat-cloud.ts';
import { splatColor } from './splat-color.ts';

/**
 * The oracle of every splat renderer: the 3DGS image formation in double precision, splat by splat in exact order, with
 * no tiles and no approximation beyond the model's own. Cost: the sum of the splats' bounding boxes; 100 k splats at
 * 640 × 480 take a few seconds.
 */

/** Contributions below this are skipped (3DGS). */
export const MIN_ALPHA = 1 / 255;
/** Largest alpha of one splat at one pixel (3DGS). */
export const MAX_ALPHA = 0.99;
/** A pixel is finished before the splat that would take its transmittance below this (3DGS). */
export const MIN_TRANSMITTANCE = 1e-4;

export interface ReferenceOptions {
  /** Harmonics above this degree are left out. Default 3. */
  readonly maxShDegree?: 0 | 1 | 2 | 3;
}

export interface ReferencePicture {
  readonly width: number;
  readonly height: number;
  /** Premultiplied RGBA, 0..1, top row first, (height, width, 4). */
  readonly color: Float32Array;
  /**
   * View-axis depth of the splat at which the transmittance of pixel (2x, 2y) first falls below one half, metres; 0 where
   * it never does; (ceil(height / 2), ceil(width / 2)).
   */
  readonly depth: Float32Array;
}

/**
 * Renders one eye. Splats are blended front to back by the distance of their centres from the head, ties by index, so
 * that both eyes share one order.
 * @param head head position in the world, metres
 */
export function renderReference(
  cloud: SplatCloud,
  eye: EyeView,
  head: ArrayLike<number>,
  options: ReferenceOptions = {},
): ReferencePicture {
  const { width, height } = eye;
  const camera = cameraOf(eye);
  const maxShDegree = options.maxShDegree ?? 3;
  const depthWidth = Math.ceil(width / 2);
  const target: Target = {
    width,
    height,
    rgb: new Float64Array(3 * width * height),
    transmittance: new Float64Array(width * height).fill(1),
    finished: new Uint8Array(width * height),
    depth: new Float32Array(depthWidth * Math.ceil(height / 2)),
    depthWidth,
  };
  const rgb = new Float64Array(3);
  for (const index of orderFromHead(cloud, head)) {
    const opacity = cloud.opacities[index]!;
    if (opacity < MIN_ALPHA) continue;
    const splat = projectSplat(cloud, index, camera);
    if (!splat) continue;
    splatColor(cloud, index, head, maxShDegree, rgb);
    blendSplat(target, splat, opacity, rgb);
  }
  const color = new Float32Array(4 * width * height);
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      color[4 * pixel + channel] = target.rgb[3 * pixel + channel]!;
    }
    color[4 * pixel + 3] = 1 - target.transmittance[pixel]!;
  }
  return { width, height, color, depth: target.depth };
}

/** Indices of all splats by ascending distance of the centre from `head`, ties by index. */
export function orderFromHead(cloud: SplatCloud, head: ArrayLike<number>): Uint32Array {
  const keys = new Float64Array(cloud.count);
  const order = new Uint32Array(cloud.count);
  for (let i = 0; i < cloud.count; i++) {
    const dx = cloud.positions[3 * i]! - head[0]!;
    const dy = cloud.positions[3 * i + 1]! - head[1]!;
    const dz = cloud.positions[3 * i + 2]! - head[2]!;
    keys[i] = dx * dx + dy * dy + dz * dz;
    order[i] = i;
  }
  return order.sort((a, b) => keys[a]! - keys[b]! || a - b);
}

interface Target {
  readonly width: number;
  readonly height: number;
  readonly rgb: Float64Array;
  readonly transmittance: Float64Array;
  readonly finished: Uint8Array;
  readonly depth: Float32Array;
  readonly depthWidth: number;
}

function blendSplat(target: Target, splat: ProjectedSplat, opacity: number, rgb: Float64Array): void {
  const { width, height, transmittance, finished } = target;
  // alpha ≥ 1/255 holds inside the ellipse dᵀ conic d ≤ reach, whose bounding box follows from the covariance.
  const reach = 2 * Math.log(opacity / MIN_ALPHA);
  const halfX = Math.sqrt(reach * splat.covXX);
  const halfY = Math.sqrt(reach * splat.covYY);
  const x0 = Math.max(0, Math.floor(splat.x - halfX - 0.5));
  const x1 = Math.min(width - 1, Math.ceil(splat.x + halfX - 0.5));
  const y0 = Math.max(0, Math.floor(splat.y - halfY - 0.5));
  const y1 = Math.min(height - 1, Math.ceil(splat.y + halfY - 0.5));
  for (let y = y0; y <= y1; y++) {
    const dy = y + 0.5 - splat.y;
    for (let x = x0; x <= x1; x++) {
      const pixel = y * width + x;
      if (finished[pixel]) continue;
      const dx = x + 0.5 - splat.x;
      const distance2 = splat.conicXX * dx * dx + 2 * splat.conicXY * dx * dy + splat.conicYY * dy * dy;
      // A little slack keeps the exponential, not the logarithm, the judge at the rim.
      if (distance2 > reach + 1e-6) continue;
      const alpha = Math.min(MAX_ALPHA, opacity * Math.exp(-0.5 * distance2));
      if (alpha < MIN_ALPHA) continue;
      const before = transmittance[pixel]!;
      const after = before * (1 - alpha);
      if (after < MIN_TRANSMITTANCE) {
        finished[pixel] = 1;
        continue;
      }
      for (let channel = 0; channel < 3; channel++) {
        target.rgb[3 * pixel + channel]! += before * alpha * rgb[channel]!;
      }
      transmittance[pixel] = after;
      if (before >= 0.5 && after < 0.5 && ((x | y) & 1) === 0) {
        target.depth[(y >> 1) * target.depthWidth + (x >> 1)] = splat.depth;
      }
    }
  }
}
