import { seededRandom } from './synthetic-splats.ts';

/** Seeded decisions of a mutation. */
export interface Chance {
  /** 0..1. */
  next(): number;
  /** Whole number in 0 .. below - 1; 0 where there is no room. */
  below(below: number): number;
  pick<T>(list: readonly T[]): T;
}

export function chanceFrom(seed: number): Chance {
  const next = seededRandom(seed);
  const below = (limit: number): number => Math.floor(next() * Math.max(1, limit));
  return { next, below, pick: (list) => list[below(list.length)]! };
}
