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
  const down = size[2];
  const across = size[1] * size[2];
  const at = i * across + j * down + k;
  const w = eccentricity - k;
  const v = rho - j;
  const along = (from: number) => table[from]! + w * (table[from + 1]! - table[from]!);
  const plane = (from: number) => {
    const near = along(from);
    return near + v * (along(from + down) - near);
  };
  const near = plane(at);
  return near + (luminance - i) * (plane(at + across) - near);
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
