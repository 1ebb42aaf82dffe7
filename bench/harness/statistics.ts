/** Order statistics of one set of timings or scores, in the unit of the samples. */
export interface Statistics {
  readonly n: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly median: number;
  readonly q1: number;
  readonly q3: number;
  readonly p05: number;
  readonly p95: number;
  readonly p99: number;
  /** Median absolute deviation from the median, not scaled. */
  readonly mad: number;
}

/**
 * Percentile by linear interpolation between the two nearest ranks (Hyndman and Fan, type 7).
 * @param sorted ascending.
 * @param fraction 0..1.
 * @throws RangeError when there is no sample or the fraction lies outside 0..1.
 */
export function percentile(sorted: readonly number[], fraction: number): number {
  if (sorted.length === 0) throw new RangeError('percentile of no samples');
  if (!(fraction >= 0 && fraction <= 1)) throw new RangeError(`fraction ${fraction} is outside 0..1`);
  const rank = fraction * (sorted.length - 1);
  const below = Math.floor(rank);
  const above = Math.ceil(rank);
  return sorted[below]! + (sorted[above]! - sorted[below]!) * (rank - below);
}

/** Median of unordered samples. @throws RangeError when there is none. */
export function median(samples: readonly number[]): number {
  return percentile(ascending(samples), 0.5);
}

/** @throws RangeError when there is no sample or one is not a finite number. */
export function summarize(samples: readonly number[]): Statistics {
  const bad = samples.find((value) => !Number.isFinite(value));
  if (bad !== undefined) throw new RangeError(`sample ${bad} is not a finite number`);
  const sorted = ascending(samples);
  const middle = percentile(sorted, 0.5);
  return {
    n: sorted.length,
    min: sorted[0]!,
    max: sorted[sorted.length - 1]!,
    mean: sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
    median: middle,
    q1: percentile(sorted, 0.25),
    q3: percentile(sorted, 0.75),
    p05: percentile(sorted, 0.05),
    p95: percentile(sorted, 0.95),
    p99: percentile(sorted, 0.99),
    mad: median(sorted.map((value) => Math.abs(value - middle))),
  };
}

function ascending(samples: readonly number[]): number[] {
  return [...samples].sort((a, b) => a - b);
}
