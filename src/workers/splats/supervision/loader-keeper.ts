import type { Remote } from 'comlink';
import { Strikes } from '../../../shared/strikes.ts';
import { MOST_FAILURES, RETRY_MS } from '../../supervision/limits.ts';
import { Standby } from '../../supervision/standby.ts';
import { WatchedWorker, WorkerDeath } from '../../supervision/watched-worker.ts';
import { fileError } from '../formats/limits.ts';
import { SplatFileError } from '../formats/raw-splats.ts';
import type { LoaderApi } from '../loader.worker.ts';
import type { WorkerEvent, WorkerFault } from '../splat-client.ts';
import { fileErrorFrom } from './sentences.ts';

export interface LoaderKeeperOptions {
  readonly shared: boolean;
  readonly healthyMs: number;
  readonly onEvent: (event: WorkerEvent) => void;
}

/** A job for the loader. It is started anew when the loader dies, so it must hand over everything each time. */
export type LoaderJob<T> = (loader: Remote<LoaderApi>) => Promise<T>;

/**
 * The loader. When it dies a successor takes its place and the job begins again, once: a file on which it dies twice is given up,
 * and no file can switch the loader off. Failures between jobs count, and too many in a row do.
 */
export class LoaderKeeper {
  private member: WatchedWorker<LoaderApi> | null = null;
  private up: Promise<void> = Promise.resolve();
  private rising = false;
  private job: string | null = null;
  /** The last loader died in the middle of a job. */
  private interrupted = false;
  private queue: Promise<unknown> = Promise.resolve();
  private outage: { readonly reason: string; readonly lastSignMs: number } | null = null;
  private off: string | null = null;
  private disposed = false;
  private running = true;
  private readonly strikes: Strikes;
  private readonly standby = new Standby<LoaderApi>({
    enlist: () => [this.enlist()],
    begin: async (member) => {
      await member.begin(member.remote.start(member.lifeline));
      await member.call(member.remote.setRunning(false));
    },
  });
  /** How many loaders there have been: what a loader knew is lost with it. */
  generation = 0;

  constructor(private readonly options: LoaderKeeperOptions) {
    this.strikes = new Strikes(MOST_FAILURES, options.healthyMs);
  }

  /** Starts the loader. @throws SplatFileError when it cannot be started */
  start(): Promise<void> {
    this.up = this.rise();
    // Whoever has a job hears of it.
    this.up.catch(() => {});
    return this.up;
  }

  /**
   * Runs a job after those before it.
   * @param name file that it is about, for sentences
   * @param failed what became of the file if the job fails, e.g. `could not be opened`
   * @throws SplatFileError in one sentence
   */
  run<T>(name: string, failed: string, job: LoaderJob<T>): Promise<T> {
    const result = this.queue.then(() => this.attempt(name, failed, job));
    this.queue = result.catch(() => {});
    return result;
  }

  /** While false, silence does not count; work goes on. */
  setRunning(running: boolean): void {
    if (running === this.running) return;
    this.running = running;
    this.applyRunning();
  }

  /** @param nowMs `performance.now()` */
  look(nowMs: number): void {
    this.member?.look(nowMs);
  }

  break(fault: WorkerFault): void {
    this.member?.break(fault);
  }

  /** Tries again after the loader was switched off. */
  revive(): void {
    if (!this.off || this.disposed) return;
    this.off = null;
    this.strikes.clear();
    void this.start().then(
      () => this.tell('remark', 'Opening files is switched on again.'),
      () => {},
    );
  }

  dispose(): void {
    this.disposed = true;
    this.off = 'the app has ended';
    this.retire();
    this.standby.retire();
  }

  private async attempt<T>(name: string, failed: string, job: LoaderJob<T>): Promise<T> {
    for (let stops = 0; stops < 2; stops++) {
      const member = await this.ready();
      if (!member) throw fileError(name, `${failed}: ${this.off}`);
      this.job = name;
      try {
        const result = await member.call(job(member.remote));
        this.strikes.clear();
        // What it needed more time for is done.
        member.engage(false);
        return result;
      } catch (error) {
        if (!(error instanceof WorkerDeath)) throw fileErrorFrom(error, name, failed);
      } finally {
        this.job = null;
      }
    }
    throw fileError(name, `${failed}: the loader stopped twice on it`);
  }

  /** @returns the loader, or null when it is off */
  private async ready(): Promise<WatchedWorker<LoaderApi> | null> {
    while (!this.off) {
      await this.up.catch(() => {});
      if (this.member && !this.rising) return this.member;
    }
    return null;
  }

  private async rise(): Promise<void> {
    this.rising = true;
    while (!this.off) {
      try {
        await this.bringUp();
        break;
      } catch (error) {
        // A death has been counted already.
        if (!(error instanceof WorkerDeath)) this.fail('could not be started');
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
    this.rising = false;
    if (this.off) throw new SplatFileError(this.off);
    const now = performance.now();
    this.strikes.recovered(now);
    this.standby.prepare();
    if (this.outage) {
      const { reason, lastSignMs } = this.outage;
      this.outage = null;
      const recoveryMs = now - lastSignMs;
      this.tell(
        'restarted',
        `The loader ${reason}; it was replaced within ${Math.ceil(recoveryMs)} ms.`,
        recoveryMs,
      );
    }
  }

  private async bringUp(): Promise<void> {
    this.generation++;
    // A file that is opened for the second time gets more time: there is no third.
    const lenient = this.interrupted || this.strikes.inRow > 1;
    this.interrupted = false;
    const [successor] = this.standby.take() ?? [];
    const member = successor ?? this.enlist();
    this.member = member;
    if (!successor) await member.begin(member.remote.start(member.lifeline));
    member.engage(lenient);
    if (successor || !this.running) this.applyRunning();
  }

  private enlist(): WatchedWorker<LoaderApi> {
    const worker = new Worker(new URL('../loader.worker.ts', import.meta.url), {
      type: 'module',
      name: 'loader',
    });
    const member = new WatchedWorker<LoaderApi>(worker, this.options.shared, (reason, lastSignMs) => {
      if (member === this.member) this.fail(reason, lastSignMs);
      else this.standby.retire();
    });
    return member;
  }

  private applyRunning(): void {
    const { member, running } = this;
    if (!member) return;
    member.judge(running);
    // The answer does not matter, and a successor is told again.
    member.call(member.remote.setRunning(running)).catch(() => {});
  }

  private fail(reason: string, lastSignMs = performance.now()): void {
    if (this.off) return;
    this.retire();
    this.outage ??= { reason, lastSignMs };
    // What happens during a job is held against the file.
    if (this.job === null && this.strikes.strike(performance.now())) {
      this.off = `the loader is switched off, because it stopped ${MOST_FAILURES} times in a row`;
      this.outage = null;
      this.tell(
        'off',
        `Opening files is switched off: the loader stopped ${MOST_FAILURES} times in a row; at last it ${reason}.`,
      );
    } else if (this.job !== null) {
      this.interrupted = true;
      this.tell('remark', `The loader ${reason} while it was busy with ${this.job}.`);
    }
    if (!this.rising) void this.start();
  }

  private retire(): void {
    this.member?.retire();
    this.member = null;
  }

  private tell(kind: WorkerEvent['kind'], text: string, recoveryMs = Number.NaN): void {
    this.options.onEvent({ kind, worker: 'loader', text, recoveryMs });
  }
}
