import { shCount } from '../spherical-harmonics.ts';
import { randomSource } from './random.ts';

/** A random cloud in typed arrays, so that the same value serves as decoded file. */
export interface RandomCloud {
  readonly count: number;
  readonly positions: Float32Array;
  readonly scales: Float32Array;
  readonly rotations: Float32Array;
  readonly colors: Float32Array;
  readonly opacities: Float32Array;
  readonly shDegree: 0 | 1 | 2 | 3;
  readonly shRest: Float32Array | null;
}

export interface RandomCloudOptions {
  readonly count: number;
  readonly seed: number;
  /** Range of depths along -z, metres. Default 0.1..6: some lie before the near plane. */
  readonly near?: number;
  readonly far?: number;
  /** Half width of the box of centres as a multiple of the depth. Default 1.3: some lie outside a 90° frustum. */
  readonly spread?: number;
  /** Range of standard deviations, metres, drawn evenly on a log scale. Default 0.01..0.2. */
  readonly minScale?: number;
  readonly maxScale?: number;
  readonly shDegree?: 0 | 1 | 2 | 3;
}

/** Splats in front of an eye at the origin that looks along -z: all sizes, shapes, opacities and colours. */
export function randomCloud(options: RandomCloudOptions): RandomCloud {
  const { count, seed, near = 0.1, far = 6, spread = 1.3, minScale = 0.01, maxScale = 0.2 } = options;
  const shDegree = options.shDegree ?? 0;
  const rest = (shCount(shDegree) - 1) * 3;
  const random = randomSource(seed);
  const cloud = {
    count,
    positions: new Float32Array(3 * count),
    scales: new Float32Array(3 * count),
    rotations: new Float32Array(4 * count),
    colors: new Float32Array(3 * count),
    opacities: new Float32Array(count),
    shDegree,
    shRest: shDegree > 0 ? new Float32Array(rest * count) : null,
  };
  for (let i = 0; i < count; i++) {
    const depth = near + (far - near) * random();
    const side = () => (2 * random() - 1) * spread * depth;
    cloud.positions.set([side(), side(), -depth], 3 * i);
    const q = [random() - 0.5, random() - 0.5, random() - 0.5, random() - 0.5];
    cloud.rotations.set(
      q.map((v) => v / Math.hypot(...q)),
      4 * i,
    );
    for (let axis = 0; axis < 3; axis++) {
      cloud.scales[3 * i + axis] = minScale * (maxScale / minScale) ** random();
      cloud.colors[3 * i + axis] = random();
    }
    cloud.opacities[i] = random();
    for (let k = 0; k < rest; k++) cloud.shRest![rest * i + k] = 0.6 * random() - 0.3;
  }
  return cloud;
}
