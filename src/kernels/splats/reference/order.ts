/** Depth order by quantised distance, as renderers sort it, and how far such an order may be from the exact one. */

/**
 * Order by rising key, equal keys by index: what any stable sort has to return.
 * @param keys (count)
 */
export function stableOrder(keys: ArrayLike<number>): Uint32Array {
  const order = Uint32Array.from(keys as ArrayLike<number>, (_, i) => i);
  return order.sort((a, b) => keys[a]! - keys[b]! || a - b);
}

/** Distances of centres from the head, metres. @param positions (count, 3) */
export function distancesFrom(positions: ArrayLike<number>, head: ArrayLike<number>): Float64Array {
  const distances = new Float64Array(positions.length / 3);
  for (let i = 0; i < distances.length; i++) {
    const dx = positions[3 * i]! - head[0]!;
    const dy = positions[3 * i + 1]! - head[1]!;
    const dz = positions[3 * i + 2]! - head[2]!;
    distances[i] = Math.sqrt(dx * dx + dy * dy + dz * dz);
  }
  return distances;
}

/** Key of a distance: where it lies between `nearest` and `farthest` as a whole number 0..65535, rounded down. */
export function distanceKey(distance: number, nearest: number, farthest: number): number {
  const key = ((distance - nearest) * 65535) / (farthest - nearest);
  return Math.floor(Math.min(65535, Math.max(0, key)));
}

const word = new DataView(new ArrayBuffer(4));

/** The same along octaves: of the bits of the distance as 32-bit float. */
export function octaveKey(distance: number, nearest: number, farthest: number): number {
  const [at, low, high] = [distance, nearest, farthest].map((value) => {
    word.setFloat32(0, value);
    return word.getInt32(0);
  });
  return distanceKey(at!, low!, high!);
}

/**
 * Farthest that an order steps back towards the head: the largest difference between a splat's distance and that of any
 * splat drawn before it, per cent of the range of distances. 0 for an exact order.
 */
export function worstBacktrackPct(distances: ArrayLike<number>, order: ArrayLike<number>): number {
  let nearest = Number.POSITIVE_INFINITY;
  let farthest = Number.NEGATIVE_INFINITY;
  let worst = 0;
  for (let place = 0; place < order.length; place++) {
    const distance = distances[order[place]!]!;
    nearest = Math.min(nearest, distance);
    farthest = Math.max(farthest, distance);
    worst = Math.max(worst, farthest - distance);
  }
  return worst === 0 ? 0 : (100 * worst) / (farthest - nearest);
}
