import type { Target } from './suite.ts';

/** A figure that must not be smaller than its bar. */
export function atLeast(key: string, bar: number, unit: string, meaning: string): Target {
  return { key, bar, unit, meaning, kind: 'at least' };
}

/** A figure that must not be larger than its bar. */
export function atMost(key: string, bar: number, unit: string, meaning: string): Target {
  return { key, bar, unit, meaning, kind: 'at most' };
}
