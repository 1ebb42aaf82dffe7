import { execFileSync } from 'node:child_process';
import os from 'node:os';

/** Where the figures were measured. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly os: string;
  readonly node: string;
  /** Jobs that wanted a core over the minute before the run began; far above 0 = the machine was not idle. */
  readonly loadAtStart: number;
  /** Null when the suite opened no browser. */
  readonly chromium: string | null;
  /** UNMASKED_RENDERER_WEBGL of that browser. */
  readonly glRenderer: string | null;
}

export interface BrowserIdentity {
  readonly version: string;
  readonly glRenderer: string;
}

/** Hardware and software of this machine; the browser's part is filled from `browser` when one was used. */
export function describeMachine(loadAtStart: number, browser: BrowserIdentity | null): Machine {
  const cpus = os.cpus();
  return {
    cpu: cpus[0]?.model.trim() ?? 'unknown',
    cores: cpus.length,
    memoryGiB: Math.round(os.totalmem() / 2 ** 30),
    os: `${os.type()} ${os.release()} ${os.arch()}`,
    node: process.version,
    loadAtStart,
    chromium: browser?.version ?? null,
    glRenderer: browser?.glRenderer ?? null,
  };
}

/** Short hash of the checked-out commit, with `+changes` when tracked files differ from it. */
export function currentCommit(root: string): string {
  try {
    const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
    const changed = git('status', '--porcelain', '--untracked-files=no') !== '';
    return git('rev-parse', '--short=12', 'HEAD') + (changed ? '+changes' : '');
  } catch {
    return 'unknown';
  }
}
