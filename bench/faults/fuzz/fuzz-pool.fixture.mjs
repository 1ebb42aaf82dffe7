/** A fuzzing thread that misbehaves on some seeds, for the test of the pool. */
import { readlinkSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';

const words = new Int32Array(workerData.watch);
const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort);

/** @param {number} caseIndex @param {number} seed */
function entryOf(caseIndex, seed) {
  Atomics.store(words, 2, seed);
  Atomics.add(words, 1, 1);
  if (seed === 3) for (;;);
  if (seed === 5) throw new Error('broken on purpose');
  if (seed === 7) process.exit(1);
  if (seed === 9) for (const all = []; ; ) all.push(new Array(1e5).fill(seed));
  return { caseIndex, seed, kind: 'refused', text: '', what: '', ms: 1, bytes: 1 };
}

port.on('message', ({ caseIndex, from, to }) => {
  for (let start = from; start < to; start += 2) {
    const entries = [];
    for (let seed = start; seed < Math.min(to, start + 2); seed++) entries.push(entryOf(caseIndex, seed));
    port.postMessage({ kind: 'entries', entries });
  }
  port.postMessage({ kind: 'done' });
});
if (process.platform === 'linux') words[0] = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
port.postMessage({ kind: 'ready' });
