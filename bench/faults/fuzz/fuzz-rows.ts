import type { Row } from '../../harness/suite.ts';
import { type CaseTally, filesOf } from './fuzz-tally.ts';
import { FAILURES } from './outcome.ts';

const PART = 'fuzz';
/** Reasons that a note lists. */
const SHOWN = 3;

/** Figures of a run of the fuzzer, a few for each kind of file. */
export function fuzzRows(
  cases: readonly { readonly name: string; readonly format: string }[],
  tallies: readonly CaseTally[],
  seconds: number,
): Row[] {
  const rows = cases.flatMap(({ name, format }, i) => {
    const tally = tallies[i]!;
    const row = (metric: string, unit: string, value: number, note = ''): Row => ({
      part: PART,
      scene: format,
      subject: name,
      metric,
      unit,
      value,
      ...(note ? { note } : {}),
    });
    const failed = FAILURES.reduce((sum, kind) => sum + tally.outcomes[kind], 0);
    return [
      row('damaged files', 'files', filesOf(tally)),
      row('shown', 'files', tally.outcomes.decoded),
      row('refused', 'files', tally.outcomes.refused, commonest(tally)),
      row('failed', 'files', failed),
      row('different reasons', 'sentences', tally.sentences.size),
      row('slowest file', 'ms', tally.slowestMs, `seed ${tally.slowestSeed}`),
      row('most memory asked for', 'MiB', tally.largestBytes / 2 ** 20),
    ];
  });
  const all = { part: PART, scene: 'all', subject: 'all' };
  return [...rows, { ...all, metric: 'length of the run', unit: 's', value: seconds }];
}

function commonest({ sentences }: CaseTally): string {
  const sorted = [...sentences].sort(([, a], [, b]) => b - a);
  return sorted
    .slice(0, SHOWN)
    .map(([sentence, n]) => `${n} × ${sentence}`)
    .join(' | ');
}
