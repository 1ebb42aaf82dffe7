import { shBasis, shCount } from './spherical-harmonics.ts';
import type { SplatCloud } from './splat-cloud.ts';

const basis = new Float64Array(16);

/**
 * Colour of splat `index` seen from `head`, each channel clamped below at 0 as in 3DGS, to `out`. Harmonics are evaluated along
 * the direction from the head, so that both eyes get the same colour.
 * @param maxDegree harmonics above this degree are left out
 */
export function splatColor(
  cloud: SplatCloud,
  index: number,
  head: ArrayLike<number>,
  maxDegree: 0 | 1 | 2 | 3,
  out: Float64Array,
): void {
  for (let channel = 0; channel < 3; channel++) out[channel] = cloud.colors[3 * index + channel]!;
  const degree = Math.min(cloud.shDegree, maxDegree) as 0 | 1 | 2 | 3;
  if (degree > 0 && cloud.shRest) {
    const dx = cloud.positions[3 * index]! - head[0]!;
    const dy = cloud.positions[3 * index + 1]! - head[1]!;
    const dz = cloud.positions[3 * index + 2]! - head[2]!;
    const length = Math.hypot(dx, dy, dz) || 1;
    shBasis(degree, dx / length, dy / length, dz / length, basis);
    const first = index * (shCount(cloud.shDegree) - 1);
    for (let k = 1; k < shCount(degree); k++) {
      const at = 3 * (first + k - 1);
      for (let channel = 0; channel < 3; channel++) {
        out[channel]! += basis[k]! * cloud.shRest[at + channel]!;
      }
    }
  }
  for (let channel = 0; channel < 3; channel++) out[channel] = Math.max(0, out[channel]!);
}
