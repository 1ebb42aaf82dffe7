/**
 * Time without a new picture that a fault led to, ms: the longest pause between two pictures after it, or between it and the first.
 * A worker that is told to hang may finish pictures before it does; they end no pause of the fault's making.
 * @param faultMs when the fault was asked for
 * @param pictures times of new pictures, ascending; those before the fault are left out
 * @returns NaN when there is no picture after the fault
 */
export function recoveryMs(faultMs: number, pictures: readonly number[]): number {
  const after = pictures.filter((ms) => ms > faultMs);
  if (after.length === 0) return Number.NaN;
  return Math.max(...after.map((ms, i) => ms - (i === 0 ? faultMs : after[i - 1]!)));
}
