import { type RawSplats, shRestCount, type UpAxis } from '../raw-splats.ts';

/** Pseudo-random numbers in 0..1 from a seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Plausible random splats: centres within 3 m, scales of 5 mm to 1 m, harmonics within ±0.5. */
export function syntheticSplats(
  count: number,
  shDegree: RawSplats['shDegree'],
  up: UpAxis,
  seed = 1,
): RawSplats & { readonly shRest: Float32Array | null } {
  const random = seededRandom(seed);
  const fill = (length: number, low: number, high: number): Float32Array =>
    Float32Array.from({ length }, () => low + (high - low) * random());
  const rotations = fill(count * 4, -1, 1);
  for (let i = 0; i < count; i++) {
    const norm = Math.hypot(...rotations.subarray(i * 4, i * 4 + 4));
    for (let k = 0; k < 4; k++) rotations[i * 4 + k] = rotations[i * 4 + k]! / norm;
  }
  return {
    count,
    positions: fill(count * 3, -3, 3),
    scales: fill(count * 3, Math.log(0.005), 0).map(Math.exp),
    rotations,
    colors: fill(count * 3, 0.05, 0.95),
    opacities: fill(count, 0.02, 0.98),
    shDegree,
    shRest: shDegree === 0 ? null : fill(count * shRestCount(shDegree) * 3, -0.5, 0.5),
    up,
  };
}

/** Largest difference of each field between two scenes; rotations as the chord between the quaternions up to sign. */
export function differences(a: RawSplats, b: RawSplats): Record<string, number> {
  const largest = (x: Float32Array, y: Float32Array, relative = false): number => {
    if (x.length !== y.length) return Number.POSITIVE_INFINITY;
    let worst = 0;
    for (let k = 0; k < x.length; k++) {
      const difference = Math.abs(x[k]! - y[k]!) / (relative ? Math.max(Math.abs(y[k]!), 1e-12) : 1);
      // Not Math.max: a NaN must not pass.
      if (!(difference <= worst)) worst = difference;
    }
    return worst;
  };
  let rotation = a.count === b.count ? 0 : Number.POSITIVE_INFINITY;
  for (let i = 0; i < Math.min(a.count, b.count); i++) {
    let plus = 0;
    let minus = 0;
    for (let k = i * 4; k < i * 4 + 4; k++) {
      plus += (a.rotations[k]! + b.rotations[k]!) ** 2;
      minus += (a.rotations[k]! - b.rotations[k]!) ** 2;
    }
    const chord = Math.sqrt(Math.min(plus, minus));
    if (!(chord <= rotation)) rotation = chord;
  }
  return {
    positions: largest(a.positions, b.positions),
    scales: largest(a.scales, b.scales, true),
    rotations: rotation,
    colors: largest(a.colors, b.colors),
    opacities: largest(a.opacities, b.opacities),
    shRest: largest(a.shRest ?? new Float32Array(0), b.shRest ?? new Float32Array(0)),
  };
}

/** Fields whose difference is not within its bound, for a message that shows the number; empty when all are. */
export function beyond(
  found: Record<string, number>,
  bounds: Record<string, number>,
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(found).filter(([field, value]) => !(value <= (bounds[field] ?? 0))),
  );
}
