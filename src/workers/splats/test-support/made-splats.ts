import type { RawSplats } from '../formats/raw-splats.ts';

export interface MadeSplat {
  /** Metres; default 3 m straight ahead. */
  readonly at?: readonly [number, number, number];
  /** Standard deviations, metres; default 0.1 each. */
  readonly scale?: number | readonly [number, number, number];
  /** Unit quaternion x, y, z, w. */
  readonly turn?: readonly [number, number, number, number];
  readonly color?: readonly [number, number, number];
  readonly opacity?: number;
}

/** Splats one by one, as a decoded file. */
export function madeSplats(splats: readonly MadeSplat[]): RawSplats {
  return {
    count: splats.length,
    positions: Float32Array.from(splats.flatMap(({ at = [0, 0, -3] }) => at)),
    scales: Float32Array.from(
      splats.flatMap(({ scale = 0.1 }) => (typeof scale === 'number' ? [scale, scale, scale] : scale)),
    ),
    rotations: Float32Array.from(splats.flatMap(({ turn = [0, 0, 0, 1] }) => turn)),
    colors: Float32Array.from(splats.flatMap(({ color = [1, 0.5, 0] }) => color)),
    opacities: Float32Array.from(splats, ({ opacity = 0.9 }) => opacity),
    shDegree: 0,
    shRest: null,
    up: 'y-up',
  };
}
