import { parentPort, workerData } from 'node:worker_threads';
import { nowMs } from '../../../src/shared/time.ts';
import type { AllocationLedger } from './allocation-ledger.ts';
import { type Examined, examine } from './examine.ts';
import { casesFor, type FuzzCase } from './fuzz-cases.ts';
import {
  type Batch,
  type Entry,
  HANG_CPU_MS,
  type ThreadData,
  type ThreadMessage,
  WATCH,
} from './fuzz-protocol.ts';
import { isFailure } from './outcome.ts';
import { threadCpuMs, threadNumber } from './thread-time.ts';

/** After so many damaged files a good one must still open and look the same. */
const CHECK_EVERY = 50;

/** A thread of the fuzzer: opens damaged files one after the other and tells what became of them. */
export async function runFuzzThread(ledger: AllocationLedger): Promise<void> {
  const { watch, module, replay } = workerData as ThreadData;
  const port = parentPort!;
  const cases = await casesFor(replay);
  const words = new Int32Array(watch);
  const thread = threadNumber();
  const tell = (message: ThreadMessage) => port.postMessage(message);
  /** Fingerprints of the whole files, by case. */
  const looks = new Map<number, number>();

  const timed = async <T>(job: () => Promise<T>): Promise<{ ms: number; result: T }> => {
    const [cpu, wall] = [threadCpuMs(thread), nowMs()];
    const result = await job();
    const own = threadCpuMs(thread) - cpu;
    return { ms: Number.isNaN(own) ? nowMs() - wall : own, result };
  };

  const examineSeed = async (caseIndex: number, seed: number): Promise<Entry> => {
    Atomics.store(words, WATCH.seed, seed);
    Atomics.add(words, WATCH.serial, 1);
    const { subject, what } = cases[caseIndex]!.damaged(seed);
    const { ms, result } = await timed(() => examine(subject, module, ledger));
    const { kind, text, bytes } = slowIsHang(result, ms);
    return { caseIndex, seed, kind, text, bytes, ms, what: isFailure(kind) ? what : '' };
  };

  const checkGood = async (fuzzCase: FuzzCase, caseIndex: number): Promise<string | null> => {
    const { kind, text, fingerprint } = await examine(fuzzCase.whole(), module, ledger);
    if (kind !== 'decoded') return `a whole file no longer opens: ${kind} ${text}`;
    const before = looks.get(caseIndex);
    looks.set(caseIndex, fingerprint);
    return before === undefined || before === fingerprint ? null : 'a whole file no longer looks the same';
  };

  const runBatch = async ({ caseIndex, from, to }: Batch): Promise<void> => {
    const fuzzCase = cases[caseIndex]!;
    if (!looks.has(caseIndex)) await checkGood(fuzzCase, caseIndex);
    for (let start = from; start < to; start += CHECK_EVERY) {
      const entries: Entry[] = [];
      for (let seed = start; seed < Math.min(to, start + CHECK_EVERY); seed++) {
        entries.push(await examineSeed(caseIndex, seed));
      }
      const lost = await checkGood(fuzzCase, caseIndex);
      if (lost) {
        const last = entries.at(-1)!;
        entries.push({ ...last, kind: 'lost scene', text: `${lost}, after seeds ${start} to ${last.seed}` });
      }
      tell({ kind: 'entries', entries });
    }
    tell({ kind: 'done' });
  };

  Atomics.store(words, WATCH.thread, thread ?? 0);
  port.on('message', (batch: Batch) => void runBatch(batch));
  tell({ kind: 'ready' });
}

/** A file that took too long is a hang, although the watchdog may have looked away. */
function slowIsHang(result: Examined, ms: number): Examined {
  if (isFailure(result.kind) || ms <= HANG_CPU_MS) return result;
  return { ...result, kind: 'hang', text: `took ${Math.round(ms)} ms (then: ${result.kind} ${result.text})` };
}
