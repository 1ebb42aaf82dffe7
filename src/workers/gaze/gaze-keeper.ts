import { Strikes } from '../../shared/strikes.ts';
import { MOST_FAILURES, RETRY_MS } from '../supervision/limits.ts';
import { WatchedWorker, WorkerDeath } from '../supervision/watched-worker.ts';
import type { WorkerFault } from '../supervision/worker-fault.ts';
import type { GazeWorkerApi } from './gaze-service.ts';
import type { TrackerStatus } from './tracker-status.ts';

export interface GazeKeeperOptions<P> {
  readonly shared: boolean;
  /** Work without a failure after which earlier failures are forgotten, ms. */
  readonly healthyMs: number;
  readonly makeWorker: () => Worker;
  /** A new worker's first call; connects it where memory is not shared. */
  readonly begin: (member: WatchedWorker<GazeWorkerApi<P>>) => Promise<boolean>;
  readonly onStatus: (status: TrackerStatus) => void;
}

/** The tracker's worker. When it dies a successor takes its place; too many failures in a row switch it off. */
export class GazeKeeper<P> {
  status: TrackerStatus = {
    kind: 'unloaded',
    sentence: 'The gaze tracker is not loaded.',
    recoveryMs: Number.NaN,
  };
  private member: WatchedWorker<GazeWorkerApi<P>> | null = null;
  private rising = false;
  private running = true;
  private disposed = false;
  private off: string | null = null;
  private lenientUntilMs = Number.POSITIVE_INFINITY;
  private outage: { readonly reason: string; readonly lastSignMs: number } | null = null;
  private readonly strikes: Strikes;

  constructor(private readonly options: GazeKeeperOptions<P>) {
    this.strikes = new Strikes(MOST_FAILURES, options.healthyMs);
  }

  /** Starts the worker. @throws Error in one sentence when it cannot be started */
  async start(): Promise<void> {
    if (this.rising || this.disposed) return;
    this.rising = true;
    while (!this.off) {
      try {
        await this.bringUp();
        break;
      } catch (error) {
        // A death has been counted already.
        if (!(error instanceof WorkerDeath)) this.fail(`could not be started: ${sentencePart(error)}`);
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
    this.rising = false;
    if (this.off) throw new Error(this.off);
    const now = performance.now();
    this.strikes.recovered(now);
    if (!this.outage) {
      this.report('running', 'The gaze tracker runs.');
      return;
    }
    const { reason, lastSignMs } = this.outage;
    this.outage = null;
    const recoveryMs = now - lastSignMs;
    const sentence = `The gaze tracker ${reason}; tracking went on within ${Math.ceil(recoveryMs)} ms.`;
    this.report('running', sentence, recoveryMs);
  }

  /** Lets the worker rest, asleep until it is woken. */
  setRunning(running: boolean): void {
    if (running === this.running) return;
    this.running = running;
    this.applyRunning();
  }

  /** @param nowMs `performance.now()` */
  look(nowMs: number): void {
    if (nowMs > this.lenientUntilMs) {
      this.lenientUntilMs = Number.POSITIVE_INFINITY;
      this.member?.engage(false);
    }
    this.member?.look(nowMs);
  }

  break(fault: WorkerFault): void {
    this.member?.break(fault);
  }

  /** Tries again after the tracker was switched off. @throws Error as `start` */
  async revive(): Promise<void> {
    if (!this.off || this.disposed) return;
    this.off = null;
    this.strikes.clear();
    await this.start();
  }

  dispose(): void {
    this.disposed = true;
    this.off = 'Gaze tracking has ended.';
    this.retire();
  }

  /** Tells of another state. */
  report(kind: TrackerStatus['kind'], sentence: string, recoveryMs = Number.NaN): void {
    this.status = { kind, sentence, recoveryMs };
    if (!this.disposed) this.options.onStatus(this.status);
  }

  private async bringUp(): Promise<void> {
    const { options } = this;
    const member = new WatchedWorker<GazeWorkerApi<P>>(
      options.makeWorker(),
      options.shared,
      (reason, lastSignMs) => {
        if (member === this.member) this.fail(reason, lastSignMs);
      },
    );
    this.member = member;
    await member.begin(options.begin(member));
    // One failure is a failure, two in a row may mean that the machine cannot keep up.
    const lenient = this.strikes.inRow > 1;
    member.engage(lenient);
    this.lenientUntilMs = lenient ? performance.now() + options.healthyMs : Number.POSITIVE_INFINITY;
    if (!this.running) this.applyRunning();
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
    if (this.strikes.strike(performance.now())) {
      this.off = `Gaze tracking is switched off: the tracker stopped ${MOST_FAILURES} times in a row; at last it ${reason}.`;
      this.outage = null;
      this.report('off', this.off);
    } else this.report('restarting', `The gaze tracker ${reason}; it is started again.`);
    // Whoever asked for the start hears of it; for a restart the status says it.
    if (!this.rising) this.start().catch(() => {});
  }

  private retire(): void {
    this.member?.retire();
    this.member = null;
  }
}

function sentencePart(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).trim().replace(/\.$/, '');
}
