import { type RawSplats, shRestCount } from '../../../src/workers/splats/formats/raw-splats.ts';
import type { SceneInfo } from '../../../src/workers/splats/splat-client.ts';

/** What decoded splats must not be, in words; null when they keep their promises: lengths, finite numbers, 0..1 opacity. */
export function splatsFault(raw: RawSplats): string | null {
  const { count, shDegree } = raw;
  if (!(Number.isInteger(count) && count > 0)) return `a scene of ${count} splats was made`;
  const rest = 3 * shRestCount(shDegree);
  const fields: readonly [
    name: string,
    values: Float32Array | null,
    length: number,
    low: number,
    high: number,
  ][] = [
    ['positions', raw.positions, 3, -LARGEST, LARGEST],
    ['scales', raw.scales, 3, 0, LARGEST],
    ['rotations', raw.rotations, 4, -1.001, 1.001],
    ['colors', raw.colors, 3, -LARGEST, LARGEST],
    ['opacities', raw.opacities, 1, 0, 1],
    ['shRest', raw.shRest, rest, -LARGEST, LARGEST],
  ];
  for (const [name, values, length, low, high] of fields) {
    if ((values?.length ?? 0) !== count * length) {
      return `${name} has ${values?.length ?? 0} numbers for ${count} splats`;
    }
    for (let i = 0; i < count * length; i++) {
      // Not "< low or > high": a NaN must not pass.
      if (!(values![i]! >= low && values![i]! <= high)) return `${name} holds ${values![i]}`;
    }
  }
  return null;
}

const LARGEST = 3.4028234663852886e38;

/** What is told about a scene and cannot be, in words; null when nothing is. */
export function infoFault(info: SceneInfo, raw: RawSplats): string | null {
  if (info.splatCount !== raw.count) return `${raw.count} splats are told as ${info.splatCount}`;
  if (!(info.splatsInFile >= raw.count)) return `a file of ${info.splatsInFile} splats gave ${raw.count}`;
  if (!(info.metresPerUnit > 0 && info.metresPerUnit <= LARGEST)) return `a unit of ${info.metresPerUnit} m`;
  if (!Number.isFinite(info.floorY)) return `a floor at ${info.floorY} m`;
  for (let axis = 0; axis < 3; axis++) {
    const [low, high] = [info.bounds[axis]!, info.bounds[axis + 3]!];
    if (!(low <= high && Math.abs(low) <= LARGEST && Math.abs(high) <= LARGEST))
      return `bounds ${info.bounds.join(' ')}`;
  }
  return null;
}
