import type { TableAxis, VdpModel } from '../../shared/vdp-passes.ts';

/** Coordinate of a value on an axis, clamped to the table: sample number with a fraction. */
export function axisCoordinate(axis: TableAxis, value: number): number {
  return Math.min(Math.max((value - axis.first) / axis.step, 0), axis.size - 1);
}

/**
 * Trilinear look-up, log2 sensitivity.
 * @param table [luminance][rho][eccentricity] @param size samples of rho and of eccentricity @param luminance and the others:
 * coordinates inside of the table
 */
export function trilinear(
  table: Float32Array,
  size: readonly [luminance: number, rho: number, eccentricity: number],
  luminance: number,
  rho: number,
  eccentricity: number,
): number {
  const i = Math.min(Math.floor(luminance), size[0] - 2);
  const j = Math.min(Math.floor(rho), size[1] - 2);
  const k = Math.min(Math.floor(eccentricity), size[2] - 2);
  const [u, v, w] = [luminance - i, rho - j, eccentricity - k];
  const across = size[1] * size[2];
  const near = i * across + j * size[2] + k;
  const far = near + across;
  const darker = bilinear(table, near, size[2], v, w);
  return darker + u * (bilinear(table, far, size[2], v, w) - darker);
}

function bilinear(table: Float32Array, at: number, down: number, v: number, w: number): number {
  const upper = table[at]! + w * (table[at + 1]! - table[at]!);
  const lower = table[at + down]! + w * (table[at + down + 1]! - table[at + down]!);
  return upper + v * (lower - upper);
}

/**
 * Contrast sensitivity with the metric's own gain.
 * @param channel 0 sustained, 1 transient @param rho cycles per degree @param luminance cd/m² @param eccentricityDeg degrees
 */
export function sensitivityAt(
  model: VdpModel,
  channel: 0 | 1,
  rho: number,
  luminance: number,
  eccentricityDeg: number,
): number {
  const size = [model.luminance.size, model.rho.size, model.eccentricity.size] as const;
  return (
    2 **
    trilinear(
      model.sensitivity[channel],
      size,
      axisCoordinate(model.luminance, Math.log2(luminance)),
      axisCoordinate(model.rho, Math.log2(rho)),
      axisCoordinate(model.eccentricity, Math.sqrt(eccentricityDeg)),
    )
  );
}
