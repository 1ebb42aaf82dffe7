import { cameraOf, LOW_PASS_PX2, projectSplat } from './project-splat.ts';
import { MAX_ALPHA, MIN_ALPHA, orderFromHead } from './render-reference.ts';
import type { EyeView, SplatCloud } from './splat-cloud.ts';

/**
 * How much each splat adds to what an eye sees: the geometric mean of its greatest share of a pixel's light, alpha times what the
 * splats before it let pass, and of its shares of all pixels together; in exact order, at pixel centres. What splats hide, and what
 * they add together, is spread as thin as the low-pass of the eye's pixels widens them, compared with that of finer pixels; the
 * greatest share is not.
 * @param detailPx2 variance of the low-pass of the finer pixels, px² of the eye's own
 * @returns of each splat that weight, pixels, and its greatest share
 */
export function seeCloud(
  cloud: SplatCloud,
  eye: EyeView,
  detailPx2: number,
): { weights: Float64Array; shares: Float64Array } {
  const { width, height } = eye;
  const camera = cameraOf(eye);
  const light = new Float64Array(width * height).fill(1);
  const weights = new Float64Array(cloud.count);
  const shares = new Float64Array(cloud.count);
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
    let most = 0;
    let total = 0;
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
        most = Math.max(most, added);
        total += thin * added;
        light[pixel]! -= thin * added;
      }
    }
    weights[index] = Math.sqrt(most * total);
    shares[index] = most;
  }
  return { weights, shares };
}
