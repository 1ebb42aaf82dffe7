import { cameraOf, LOW_PASS_PX2, projectSplat } from './project-splat.ts';
import { MAX_ALPHA, MIN_ALPHA, orderFromHead } from './render-reference.ts';
import type { EyeView, SplatCloud } from './splat-cloud.ts';

/** A splat counts as at least this different from what lies behind. */
const LEAST_DIFFERENCE = 0.08;
/** Light below which what lies behind is as good as black. */
const DARK = 1e-4;

/**
 * How much each splat changes what an eye sees: the geometric mean of the greatest change of a pixel and of all changes together if the
 * splat were not there; in exact order, at pixel centres. A change is alpha times what the splats before it let pass, times how
 * much its brightness differs from that of what lies behind. What splats hide, and all that they change, is spread as thin as the
 * low-pass of the eye's pixels widens them, compared with that of finer pixels; the greatest change is not.
 * @param detailPx2 variance of the low-pass of the finer pixels, px² of the eye's own
 * @returns of each splat that weight, pixels, and its greatest share of a pixel's light
 */
export function seeCloud(
  cloud: SplatCloud,
  eye: EyeView,
  detailPx2: number,
): { weights: Float64Array; shares: Float64Array } {
  const shares = new Float64Array(cloud.count);
  const bright = new Float64Array(eye.width * eye.height);
  coverBy(cloud, eye, detailPx2, (index, pixel, added, hidden) => {
    bright[pixel]! += hidden * lumaOf(cloud, index);
    shares[index] = Math.max(shares[index]!, added);
  });
  const most = new Float64Array(cloud.count);
  const total = new Float64Array(cloud.count);
  coverBy(cloud, eye, detailPx2, (index, pixel, added, hidden, left) => {
    const luma = lumaOf(cloud, index);
    bright[pixel]! -= hidden * luma;
    const difference = Math.abs(luma - bright[pixel]! / Math.max(DARK, left));
    const change = added * Math.max(LEAST_DIFFERENCE, difference);
    most[index] = Math.max(most[index]!, change);
    total[index]! += change * (hidden / added);
  });
  return { weights: most.map((change, i) => Math.sqrt(change * total[i]!)), shares };
}

/** @param visit splat, pixel, the share of its light that the splat adds, that it hides, and what is left; near to far */
function coverBy(
  cloud: SplatCloud,
  eye: EyeView,
  detailPx2: number,
  visit: (index: number, pixel: number, added: number, hidden: number, left: number) => void,
): void {
  const { width, height } = eye;
  const camera = cameraOf(eye);
  const light = new Float64Array(width * height).fill(1);
  for (const index of orderFromHead(cloud, eye.position)) {
    const opacity = cloud.opacities[index]!;
    const splat = opacity >= MIN_ALPHA ? projectSplat(cloud, index, camera) : null;
    if (!splat) continue;
    const { covXX, covXY, covYY, conicXX, conicXY, conicYY } = splat;
    const narrower = LOW_PASS_PX2 - detailPx2;
    const fine = (covXX - narrower) * (covYY - narrower) - covXY ** 2;
    const thin = Math.sqrt(Math.min(1, Math.max(0, fine / (covXX * covYY - covXY ** 2))));
    const reach = Math.sqrt(2 * Math.log(opacity / MIN_ALPHA));
    const [halfX, halfY] = [reach * Math.sqrt(covXX), reach * Math.sqrt(covYY)];
    const x1 = Math.min(width - 1, splat.x + halfX);
    const y1 = Math.min(height - 1, splat.y + halfY);
    for (let y = Math.max(0, Math.floor(splat.y - halfY)); y <= y1; y++) {
      for (let x = Math.max(0, Math.floor(splat.x - halfX)); x <= x1; x++) {
        const [dx, dy] = [x + 0.5 - splat.x, y + 0.5 - splat.y];
        const distance2 = conicXX * dx * dx + 2 * conicXY * dx * dy + conicYY * dy * dy;
        const alpha = Math.min(MAX_ALPHA, opacity * Math.exp(-0.5 * distance2));
        if (alpha < MIN_ALPHA) continue;
        const pixel = y * width + x;
        const added = alpha * light[pixel]!;
        light[pixel]! -= thin * added;
        visit(index, pixel, added, thin * added, light[pixel]!);
      }
    }
  }
}

/** Brightness of a splat's colour of degree 0. */
function lumaOf({ colors }: SplatCloud, index: number): number {
  const [r, g, b] = [0, 1, 2].map((channel) => Math.max(0, colors[3 * index + channel]!));
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
