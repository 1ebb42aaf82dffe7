import { fileError, MAX_COORDINATE, MAX_SCALE } from './limits.ts';
import { type RawSplats, shRestCount, type UpAxis } from './raw-splats.ts';

/** Value of the degree-0 spherical harmonic, 1 / (2 √π). */
export const SH_C0 = 0.28209479177387814;

/** Fields of `RawSplats` while a decoder fills them; rotations need not be unit length yet. */
export type SplatArrays = Omit<RawSplats, 'up' | 'dropped'>;

/** Zero-filled fields for `count` splats. The count must have passed `checkSplatCount`. */
export function allocateSplats(count: number, shDegree: RawSplats['shDegree']): SplatArrays {
  return {
    count,
    positions: new Float32Array(count * 3),
    scales: new Float32Array(count * 3),
    rotations: new Float32Array(count * 4),
    colors: new Float32Array(count * 3),
    opacities: new Float32Array(count),
    shDegree,
    shRest: shDegree === 0 ? null : new Float32Array(count * shRestCount(shDegree) * 3),
  };
}

/**
 * Makes filled fields fit for use: unit quaternions (identity where all components are 0), opacities within 0..1, non-finite
 * harmonics set to 0. Splats with another non-finite field, a negative scale, or a coordinate or scale beyond what can be
 * drawn (`MAX_COORDINATE`, `MAX_SCALE`) are dropped and counted; scales of 0 stay.
 * @throws SplatFileError when no splat is left.
 */
export function finishSplats(name: string, arrays: SplatArrays, up: UpAxis): RawSplats {
  const { count, positions, scales, rotations, colors, opacities, shRest } = arrays;
  const restStride = 3 * shRestCount(arrays.shDegree);
  let kept = 0;
  for (let i = 0; i < count; i++) {
    const p = i * 3;
    const r = i * 4;
    const sx = scales[p]!;
    const sy = scales[p + 1]!;
    const sz = scales[p + 2]!;
    let qx = rotations[r]!;
    let qy = rotations[r + 1]!;
    let qz = rotations[r + 2]!;
    let qw = rotations[r + 3]!;
    const norm = qx * qx + qy * qy + qz * qz + qw * qw;
    // Float32 values cannot overflow a double sum, so the probe is 0 unless one of the terms is not finite.
    const probe =
      (positions[p]! + positions[p + 1]! + positions[p + 2]! + sx + sy + sz + norm + opacities[i]!) * 0 +
      (colors[p]! + colors[p + 1]! + colors[p + 2]!) * 0;
    if (probe !== 0 || Math.min(sx, sy, sz) < 0 || Math.max(sx, sy, sz) > MAX_SCALE) continue;
    const far = Math.max(Math.abs(positions[p]!), Math.abs(positions[p + 1]!), Math.abs(positions[p + 2]!));
    if (far > MAX_COORDINATE) continue;
    const opacity = Math.min(1, Math.max(0, opacities[i]!));
    if (norm > 0) {
      const inverse = 1 / Math.sqrt(norm);
      qx *= inverse;
      qy *= inverse;
      qz *= inverse;
      qw *= inverse;
    } else {
      qw = 1;
    }
    const r2 = kept * 4;
    rotations[r2] = qx;
    rotations[r2 + 1] = qy;
    rotations[r2 + 2] = qz;
    rotations[r2 + 3] = qw;
    opacities[kept] = opacity;
    if (kept !== i) {
      const p2 = kept * 3;
      for (let k = 0; k < 3; k++) {
        positions[p2 + k] = positions[p + k]!;
        scales[p2 + k] = scales[p + k]!;
        colors[p2 + k] = colors[p + k]!;
      }
      shRest?.copyWithin(kept * restStride, i * restStride, (i + 1) * restStride);
    }
    kept++;
  }
  if (kept === 0) throw fileError(name, 'holds no splat with values that can be drawn');
  if (shRest) {
    for (let k = 0; k < kept * restStride; k++) if (shRest[k]! * 0 !== 0) shRest[k] = 0;
  }
  if (kept === count) return { ...arrays, up };
  return {
    count: kept,
    positions: positions.slice(0, kept * 3),
    scales: scales.slice(0, kept * 3),
    rotations: rotations.slice(0, kept * 4),
    colors: colors.slice(0, kept * 3),
    opacities: opacities.slice(0, kept),
    shDegree: arrays.shDegree,
    shRest: shRest ? shRest.slice(0, kept * restStride) : null,
    up,
    dropped: count - kept,
  };
}
