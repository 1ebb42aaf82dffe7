import { readFileSync } from 'node:fs';

/** Memory of a process that is resident and not shared with a file, bytes; NaN where the system does not say (only Linux does). */
export function residentBytes(process: number): number {
  try {
    const status = readFileSync(`/proc/${process}/status`, 'latin1');
    const kilobytes = (field: string) => Number(new RegExp(`^${field}:\\s*(\\d+) kB`, 'm').exec(status)?.[1]);
    return (kilobytes('RssAnon') + kilobytes('RssShmem')) * 1024;
  } catch {
    return Number.NaN;
  }
}
