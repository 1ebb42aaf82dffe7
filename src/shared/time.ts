/**
 * One time base for every thread: milliseconds since the Unix epoch with the resolution of `performance.now()`.
 * Workers have their own `timeOrigin`, so plain `performance.now()` values of two threads cannot be compared.
 */
export function nowMs(): number {
  return performance.timeOrigin + performance.now();
}
