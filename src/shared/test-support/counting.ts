import { defineLayout, i32, type RecordOf } from '../layout.ts';
import type { Mailbox } from '../mailbox.ts';

/** Long enough that a copy takes many times as long as the gap between two writes. */
export const COUNTING_LAYOUT = defineLayout('counting', { values: i32(256) });
export type CountingFields = (typeof COUNTING_LAYOUT)['fields'];

/** Fills a record so that any mixture of two values shows: every word holds the same number. */
export function fillCount(record: RecordOf<CountingFields>, count: number): void {
  record.words.fill(count);
}

/** The number that a record holds, or null when it is a mixture of several. */
export function countOf(words: Int32Array): number | null {
  const first = words[0]!;
  for (let i = 1; i < words.length; i++) if (words[i] !== first) return null;
  return first;
}

export interface ReadStatistics {
  reads: number;
  torn: number;
  /** Values older than one seen before. */
  backwards: number;
}

/** Reads as fast as it can while another thread writes, until `enough` says so or the time is over. */
export function readCounts(
  copy: (words: Int32Array) => boolean,
  enough: (statistics: ReadStatistics) => boolean,
  limitMs = 20_000,
): ReadStatistics {
  const words = new Int32Array(COUNTING_LAYOUT.wordCount);
  const statistics: ReadStatistics = { reads: 0, torn: 0, backwards: 0 };
  const end = performance.now() + limitMs;
  let newest = 0;
  while (!enough(statistics) && performance.now() < end) {
    if (!copy(words)) continue;
    statistics.reads++;
    const count = countOf(words);
    if (count === null) statistics.torn++;
    else if (count < newest) statistics.backwards++;
    else newest = count;
  }
  return statistics;
}

/** Copies through the mailbox's own protocol, new values only. */
export function lockedCopy(mailbox: Mailbox<CountingFields>): (words: Int32Array) => boolean {
  const record = mailbox.layout.record();
  return (words) => {
    if (!mailbox.readNew(record)) return false;
    words.set(record.words);
    return true;
  };
}

/** Copies the same words without looking at the sequence number: what a mailbox protects from. */
export function carelessCopy(mailbox: Mailbox<CountingFields>): (words: Int32Array) => boolean {
  const all = new Int32Array(mailbox.buffer);
  const payload = all.subarray(all.length - mailbox.layout.wordCount);
  return (words) => {
    for (let i = 0; i < words.length; i++) words[i] = Atomics.load(payload, i);
    return words[0] !== 0;
  };
}
