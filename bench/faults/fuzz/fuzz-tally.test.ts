import { expect, it } from 'vitest';
import type { Entry } from './fuzz-protocol.ts';
import { count, emptyTally, filesOf } from './fuzz-tally.ts';

const entry = (change: Partial<Entry>): Entry => ({
  caseIndex: 0,
  seed: 1,
  kind: 'decoded',
  text: '',
  what: '',
  ms: 1,
  bytes: 10,
  ...change,
});

it('adds files, failures, reasons and extremes', () => {
  const tally = emptyTally();
  count(tally, entry({ seed: 5, ms: 7, bytes: 500 }));
  count(tally, entry({ kind: 'refused', text: '“a” has 5 splats.' }));
  count(tally, entry({ kind: 'refused', text: '“b” has 6 splats.' }));
  count(tally, entry({ kind: 'hang', text: 'no answer', ms: Number.NaN, bytes: Number.NaN }));
  // Told beside the file's own outcome.
  count(tally, entry({ kind: 'lost scene', text: 'gone' }));
  expect(filesOf(tally)).toBe(4);
  expect(tally.outcomes).toMatchObject({ decoded: 1, refused: 2, hang: 1, 'lost scene': 1, crash: 0 });
  expect(tally.failures.map(({ kind }) => kind)).toEqual(['hang', 'lost scene']);
  expect([...tally.sentences]).toEqual([['“…” has # splats.', 2]]);
  expect(tally).toMatchObject({ slowestMs: 7, slowestSeed: 5, largestBytes: 500 });
});
