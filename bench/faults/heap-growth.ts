import { median } from '../harness/statistics.ts';

/**
 * Growth of a heap over a long run, percent: the median of the last third of the samples against the median of the first third
 * after warm-up. Medians, because one sample may catch garbage that two collections left.
 * @param bytes after collection, at even intervals and in the same state of the page
 * @param warmUp samples at the start that are left out: caches fill, code is compiled
 * @returns null for fewer than three samples after warm-up
 */
export function heapGrowthPct(bytes: readonly number[], warmUp: number): number | null {
  const settled = bytes.slice(warmUp);
  const third = Math.floor(settled.length / 3);
  if (third === 0) return null;
  const early = median(settled.slice(0, third));
  const late = median(settled.slice(-third));
  return 100 * (late / early - 1);
}
