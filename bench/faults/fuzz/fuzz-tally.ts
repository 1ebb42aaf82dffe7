import type { Entry } from './fuzz-protocol.ts';
import { isFailure, type OutcomeKind, sentenceShape } from './outcome.ts';

/** What became of the files of one case. */
export interface CaseTally {
  readonly outcomes: Record<OutcomeKind, number>;
  /** How often each reason was given, figures and names left out. */
  readonly sentences: Map<string, number>;
  readonly failures: Entry[];
  slowestMs: number;
  slowestSeed: number;
  largestBytes: number;
}

export function emptyTally(): CaseTally {
  return {
    outcomes: { decoded: 0, refused: 0, hang: 0, crash: 0, 'lost scene': 0, 'unbounded memory': 0 },
    sentences: new Map(),
    failures: [],
    slowestMs: 0,
    slowestSeed: 0,
    largestBytes: 0,
  };
}

/** Adds one file. */
export function count(tally: CaseTally, entry: Entry): void {
  tally.outcomes[entry.kind]++;
  if (isFailure(entry.kind)) tally.failures.push(entry);
  if (entry.kind === 'refused') {
    const shape = sentenceShape(entry.text);
    tally.sentences.set(shape, (tally.sentences.get(shape) ?? 0) + 1);
  }
  if (entry.ms > tally.slowestMs) {
    tally.slowestMs = entry.ms;
    tally.slowestSeed = entry.seed;
  }
  if (entry.bytes > tally.largestBytes) tally.largestBytes = entry.bytes;
}

/** Damaged files that were opened. A lost scene is told beside the file's own outcome. */
export function filesOf({ outcomes }: CaseTally): number {
  return Object.values(outcomes).reduce((sum, n) => sum + n, 0) - outcomes['lost scene'];
}
