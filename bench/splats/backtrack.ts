/**
 * Worst depth inversion of a near-to-far order: how far behind the farthest splat so far a later one lies, as a share
 * of the range of distances, 0..1.
 * @param distances of the splats in the order in which they are drawn.
 */
export function worstBacktrack(distances: ArrayLike<number>): number {
  let nearest = Number.POSITIVE_INFINITY;
  let farthest = Number.NEGATIVE_INFINITY;
  let worst = 0;
  for (let i = 0; i < distances.length; i++) {
    const distance = distances[i]!;
    if (distance > farthest) farthest = distance;
    if (distance < nearest) nearest = distance;
    if (farthest - distance > worst) worst = farthest - distance;
  }
  return farthest > nearest ? worst / (farthest - nearest) : 0;
}
