import { Worker } from 'node:worker_threads';
import { nowMs } from '../../../src/shared/time.ts';
import {
  type Batch,
  type Entry,
  HANG_CPU_MS,
  HANG_WALL_MS,
  type ThreadData,
  type ThreadMessage,
  WATCH,
  WATCH_WORDS,
} from './fuzz-protocol.ts';
import type { FailureKind } from './outcome.ts';
import { threadCpuMs } from './thread-time.ts';

const WATCH_EVERY_MS = 100;
/** What a thread runs. */
const THREAD = new URL('./fuzz-thread-start.mjs', import.meta.url);
/** JS heap of a thread, MiB: a few hundred splats need a tenth of it. */
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 64 };

/**
 * Runs batches on `threads` worker threads. A thread that dies or hangs is replaced; the file that it had open becomes a failure
 * and the rest of its batch goes on.
 * @param replay folder of a failure that is the only case; null = all cases
 * @param onEntries called as files are done, in no particular order
 * @param script what threads run; another one for tests
 * @throws Error when threads die before they are ready
 */
export async function runFuzzPool(
  batches: readonly Batch[],
  threads: number,
  module: WebAssembly.Module,
  replay: string | null,
  onEntries: (entries: readonly Entry[]) => void,
  script: URL = THREAD,
): Promise<void> {
  const waiting = [...batches].reverse();
  await Promise.all(
    Array.from({ length: threads }, async () => {
      while (waiting.length > 0) await runOneThread(script, { module, replay }, waiting, onEntries);
    }),
  );
}

/** Lives as long as its thread. What the thread did not finish goes back to `waiting`. */
function runOneThread(
  script: URL,
  data: Omit<ThreadData, 'watch'>,
  waiting: Batch[],
  onEntries: (entries: readonly Entry[]) => void,
): Promise<void> {
  const watch = new SharedArrayBuffer(4 * WATCH_WORDS);
  const words = new Int32Array(watch);
  const workerData: ThreadData = { ...data, watch };
  const worker = new Worker(script, {
    workerData,
    resourceLimits: RESOURCE_LIMITS,
  });
  let batch: Batch | null = null;
  let ready = false;
  let hung: string | null = null;
  let death: Error | null = null;

  const watchdog = watchFile(
    words,
    () => batch !== null,
    (reason) => {
      hung = reason;
      void worker.terminate();
    },
  );
  const next = () => {
    batch = waiting.pop() ?? null;
    if (batch) worker.postMessage(batch);
    else void worker.terminate();
  };
  worker.on('message', (message: ThreadMessage) => {
    if (message.kind === 'entries') {
      onEntries(message.entries);
      const last = message.entries.at(-1)!;
      batch = batch && { ...batch, from: last.seed + 1 };
      return;
    }
    ready = true;
    next();
  });
  worker.on('error', (error) => {
    death = error instanceof Error ? error : new Error(String(error));
  });
  return new Promise((resolve, reject) => {
    worker.on('exit', () => {
      clearInterval(watchdog);
      if (!ready) return reject(death ?? new Error('a fuzzing thread ended before it was ready'));
      if (batch && batch.from < batch.to) {
        const { caseIndex, from, to } = batch;
        const seed = Atomics.load(words, WATCH.seed);
        onEntries([lostEntry(caseIndex, seed, hung, death)]);
        // What it had done since its last report is done again.
        if (seed + 1 < to) waiting.push({ caseIndex, from: seed + 1, to });
        if (from < seed) waiting.push({ caseIndex, from, to: seed });
      }
      resolve();
    });
  });
}

/** Calls back when a file takes too much of the thread's own time, or far too long. */
function watchFile(words: Int32Array, busy: () => boolean, onHang: (reason: string) => void): NodeJS.Timeout {
  let serial = -1;
  let startMs = 0;
  let startCpuMs = 0;
  return setInterval(() => {
    const now = Atomics.load(words, WATCH.serial);
    const cpu = threadCpuMs(Atomics.load(words, WATCH.thread) || null);
    if (now !== serial || !busy()) {
      serial = now;
      startMs = nowMs();
      startCpuMs = cpu;
      return;
    }
    // One file and the good ones that are looked at between files.
    const own = cpu - startCpuMs;
    if (own > HANG_CPU_MS) onHang(`no answer after ${Math.round(own)} ms of the thread’s own time`);
    else if (nowMs() - startMs > HANG_WALL_MS) onHang(`no answer after ${HANG_WALL_MS / 1000} s`);
  }, WATCH_EVERY_MS);
}

function lostEntry(caseIndex: number, seed: number, hung: string | null, death: Error | null): Entry {
  const outOfMemory = (death as NodeJS.ErrnoException | null)?.code === 'ERR_WORKER_OUT_OF_MEMORY';
  const kind: FailureKind = hung ? 'hang' : outOfMemory ? 'unbounded memory' : 'crash';
  const text = hung ?? death?.stack?.slice(0, 2000) ?? 'the thread ended';
  return { caseIndex, seed, kind, text, what: '', ms: Number.NaN, bytes: Number.NaN };
}
