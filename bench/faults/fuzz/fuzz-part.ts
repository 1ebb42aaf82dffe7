import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { nowMs } from '../../../src/shared/time.ts';
import type { Row, SuiteContext } from '../../harness/suite.ts';
import { clearFailures, keepFailure } from './failure-folder.ts';
import { casesFor } from './fuzz-cases.ts';
import { runFuzzPool } from './fuzz-pool.ts';
import type { Batch } from './fuzz-protocol.ts';
import { fuzzRows } from './fuzz-rows.ts';
import { type CaseTally, count, emptyTally, filesOf } from './fuzz-tally.ts';
import { type FailureKind, isFailure } from './outcome.ts';

const PART = 'fuzz';
const FILES_PER_FORMAT = 10_000;
const QUICK_FILES = 200;
const BATCH = 250;
/** Failures of a format that are written out; more of them say the same. */
const KEPT = 40;
const PROGRESS_MS = 10_000;

export interface FuzzResult {
  readonly rows: readonly Row[];
  readonly failures: Readonly<Record<FailureKind, number>>;
  readonly mutatedFilesPerFormat: number;
}

/** Opens damaged files of every format on all cores, each judged for what it did. */
export async function runFuzz(context: SuiteContext): Promise<FuzzResult> {
  const cases = await casesFor(context.replay);
  const files = context.replay ? 1 : context.quick ? QUICK_FILES : FILES_PER_FORMAT;
  const kernels = path.join(context.root, 'src/kernels/splats/dist/splats.simd.wasm');
  const module = await WebAssembly.compile(await readFile(kernels));
  const tallies = cases.map(emptyTally);
  if (!context.replay) await clearFailures(context.outDir);
  const kept: Promise<string>[] = [];
  const startMs = nowMs();
  let done = 0;
  let toldMs = startMs;
  context.log(`${PART}: ${cases.length} kinds of files, ${files} damaged files of each`);
  await runFuzzPool(batchesOf(cases.length, files), os.cpus().length, module, context.replay, (entries) => {
    for (const entry of entries) {
      const { name, damaged } = cases[entry.caseIndex]!;
      const tally = tallies[entry.caseIndex]!;
      count(tally, entry);
      done++;
      if (!isFailure(entry.kind)) continue;
      context.log(`${PART}: ${name} seed ${entry.seed}: ${entry.kind}: ${entry.text.split('\n', 1)[0]}`);
      if (context.replay || tally.failures.length > KEPT) continue;
      kept.push(keepFailure(context.outDir, name, damaged(entry.seed), entry));
    }
    if (nowMs() - toldMs < PROGRESS_MS) return;
    toldMs = nowMs();
    context.log(
      `${PART}: ${done} of ${cases.length * files} files, ${Math.round((toldMs - startMs) / 1000)} s`,
    );
  });
  const folders = await Promise.all(kept);
  if (folders.length > 0) {
    context.note(
      `${folders.length} damaged files that failed are in ${path.join(context.outDir, 'failures')}; --replay FOLDER opens one again.`,
    );
  }
  return {
    rows: fuzzRows(cases, tallies, (nowMs() - startMs) / 1000),
    failures: sumFailures(tallies),
    mutatedFilesPerFormat: Math.min(...tallies.map(filesOf)),
  };
}

/** Seeds of all cases, a few of each in turn, so that an interrupted run has seen all formats. */
function batchesOf(cases: number, files: number): Batch[] {
  const batches: Batch[] = [];
  for (let from = 0; from < files; from += BATCH) {
    for (let caseIndex = 0; caseIndex < cases; caseIndex++) {
      batches.push({ caseIndex, from, to: Math.min(files, from + BATCH) });
    }
  }
  return batches;
}

function sumFailures(tallies: readonly CaseTally[]): Record<FailureKind, number> {
  const sum = { hang: 0, crash: 0, 'lost scene': 0, 'unbounded memory': 0 };
  for (const { failures } of tallies) for (const { kind } of failures) sum[kind as FailureKind]++;
  return sum;
}
