import { readFileSync, readlinkSync } from 'node:fs';

/** Number of the calling thread as the system knows it; null where the system does not say (only Linux does). */
export function threadNumber(): number | null {
  try {
    return Number(readlinkSync('/proc/thread-self').split('/').at(-1));
  } catch {
    return null;
  }
}

/**
 * Milliseconds that a thread of this process has run on a core, so that a machine that is busy with other things does not make a
 * file look slow; NaN where the system does not say or the thread is gone.
 */
export function threadCpuMs(thread: number | null): number {
  if (thread === null) return Number.NaN;
  try {
    return Number.parseInt(readFileSync(`/proc/self/task/${thread}/schedstat`, 'latin1'), 10) / 1e6;
  } catch {
    return Number.NaN;
  }
}
