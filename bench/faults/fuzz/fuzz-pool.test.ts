import { expect, it } from 'vitest';
import { runFuzzPool } from './fuzz-pool.ts';
import type { Entry } from './fuzz-protocol.ts';

/** Header of WebAssembly and nothing else. */
const EMPTY_MODULE = new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
const FIXTURE = new URL('./fuzz-pool.fixture.mjs', import.meta.url);

it('goes on after threads that hang, throw, end or run out of memory', { timeout: 120_000 }, async () => {
  const entries: Entry[] = [];
  const batches = [
    { caseIndex: 0, from: 0, to: 12 },
    { caseIndex: 1, from: 20, to: 24 },
  ];
  await runFuzzPool(batches, 2, EMPTY_MODULE, null, (more) => entries.push(...more), FIXTURE);
  // What a dead thread had not told yet is done again, so that nothing is missing and nothing is told twice.
  const told = entries.map(({ caseIndex, seed, kind }) => `${caseIndex} ${seed} ${kind}`).sort();
  const odd: Record<number, string> = { 3: 'hang', 5: 'crash', 7: 'crash', 9: 'unbounded memory' };
  const expected = batches.flatMap(({ caseIndex, from, to }) =>
    Array.from({ length: to - from }, (_, i) => `${caseIndex} ${from + i} ${odd[from + i] ?? 'refused'}`),
  );
  expect(told).toEqual(expected.sort());
});
