import { shRestCount } from './raw-splats.ts';
import type { SplatArrays } from './splat-arrays.ts';

/**
 * Copies splats from one set of arrays into another. Where fewer are taken than there are, they are spread evenly over the
 * range and grow, so that together they cover what all did. Harmonics beyond the target's degree are lost; missing ones stay 0.
 * @param offset first splat of the range in `from`
 * @param count splats of the range
 * @param to target, whose splats from `at` on are written
 * @param taken splats to take, at most `count`
 */
export function copySplats(
  from: SplatArrays,
  offset: number,
  count: number,
  to: SplatArrays,
  at: number,
  taken: number,
): void {
  const growth = Math.min(MOST_GROWTH, Math.sqrt(count / taken));
  const stride = shRestCount(to.shDegree) * 3;
  const fromStride = shRestCount(from.shDegree) * 3;
  const shared = Math.min(stride, fromStride);
  for (let k = 0; k < taken; k++) {
    const source = offset + (taken === count ? k : Math.floor((k * count) / taken));
    const target = at + k;
    for (let n = 0; n < 3; n++) {
      to.positions[target * 3 + n] = from.positions[source * 3 + n]!;
      to.scales[target * 3 + n] = from.scales[source * 3 + n]! * growth;
      to.colors[target * 3 + n] = from.colors[source * 3 + n]!;
    }
    for (let n = 0; n < 4; n++) to.rotations[target * 4 + n] = from.rotations[source * 4 + n]!;
    to.opacities[target] = from.opacities[source]!;
    for (let n = 0; n < shared; n++) to.shRest![target * stride + n] = from.shRest![source * fromStride + n]!;
  }
}

/** Splats that stand for many others get no larger than this, or they would blur the picture. */
const MOST_GROWTH = 3;
