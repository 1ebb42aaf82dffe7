import { type RawSplats, shRestCount } from '../formats/raw-splats.ts';

/**
 * The splats that cover most, in their order: by opacity times the area of the largest section.
 * @param most splats to keep, at least 1
 * @returns `raw` itself where it has no more
 */
export function keepMostVisible(raw: RawSplats, most: number): RawSplats {
  if (raw.count <= most) return raw;
  const weights = new Float32Array(raw.count);
  for (let i = 0; i < raw.count; i++) {
    const x = raw.scales[3 * i]!;
    const y = raw.scales[3 * i + 1]!;
    const z = raw.scales[3 * i + 2]!;
    weights[i] = raw.opacities[i]! * Math.max(x * y, y * z, z * x);
  }
  const threshold = weights.slice().sort()[raw.count - most]!;
  const kept = new Uint32Array(most);
  let n = 0;
  for (let i = 0; i < raw.count; i++) if (weights[i]! > threshold) kept[n++] = i;
  // Equal ones fill what is left, the first in the file first.
  for (let i = 0; i < raw.count && n < most; i++) if (weights[i] === threshold) kept[n++] = i;
  kept.sort();
  const take = (values: Float32Array, width: number): Float32Array => {
    const out = new Float32Array(most * width);
    for (let k = 0; k < most; k++) {
      const from = kept[k]! * width;
      for (let c = 0; c < width; c++) out[k * width + c] = values[from + c]!;
    }
    return out;
  };
  return {
    ...raw,
    count: most,
    positions: take(raw.positions, 3),
    scales: take(raw.scales, 3),
    rotations: take(raw.rotations, 4),
    colors: take(raw.colors, 3),
    opacities: take(raw.opacities, 1),
    shRest: raw.shRest && take(raw.shRest, shRestCount(raw.shDegree) * 3),
  };
}
