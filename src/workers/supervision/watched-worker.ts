import { type Remote, wrap } from 'comlink';
import { watchLifeLock } from '../../shared/life-lock.ts';
import { PULSE_ORDER, PULSE_WORDS, Pulse, PulseWatch, receivePulse } from '../../shared/pulse.ts';
import type { Lifeline, OrderMessage } from './lifeline.ts';
import type { WorkerFault } from './worker-fault.ts';

/**
 * Silence that a worker is given, beyond what it asks for itself, ms. Beats that come as messages are late, and a successor without
 * shared memory has to build its scene again.
 */
const PATIENCE_MS = 250;
const PATIENCE_BY_MESSAGE_MS = 700;
/** Factor on that for a worker whose forerunner may have been slow rather than dead. */
const LENIENCY = 3;
/** Time in which a worker must have taken its first call, ms: its script may still be on the way. */
const BOOT_MS = 20_000;

/** A call's worker died before it answered. */
export class WorkerDeath extends Error {
  override readonly name = 'WorkerDeath';
}

let made = 0;

/**
 * A worker whose end does not go unnoticed. It is taken for dead when its life lock comes free (it vanished), when its pulse falls
 * silent (it hangs) or when an error went uncaught (its state is unknown). A dead worker is ended for good, everybody who waits
 * for an answer is told, and `onDeath` is called once. Nothing is restarted here.
 */
export class WatchedWorker<Api> {
  readonly remote: Remote<Api>;
  readonly lifeline: Lifeline;
  private readonly words: Int32Array;
  private watch: PulseWatch | null = null;
  private judged = true;
  private dead = false;
  private readonly bootBy = performance.now() + BOOT_MS;
  private readonly ended = new AbortController();
  private readonly waiting = new Set<(death: WorkerDeath) => void>();

  /**
   * @param shared whether memory can be shared with the worker
   * @param onDeath told how the worker died, as a verb phrase, and when it gave its last sign of life (`performance.now()`)
   */
  constructor(
    readonly worker: Worker,
    shared: boolean,
    private readonly onDeath: (reason: string, lastSignMs: number) => void,
  ) {
    this.remote = wrap<Api>(worker);
    const words = shared ? new SharedArrayBuffer(PULSE_WORDS * 4) : null;
    this.words = new Int32Array(words ?? new ArrayBuffer(PULSE_WORDS * 4));
    if (!words) receivePulse(this.words, worker);
    this.lifeline = { words, lock: `saccade ${Date.now()} ${Math.random()} ${++made}` };
    worker.addEventListener('error', (event) => {
      // A script that cannot be had has no message.
      event.preventDefault();
      this.die(event.message ? `failed (${event.message})` : 'could not be started');
    });
    worker.addEventListener('messageerror', () => this.die('sent what could not be read'));
  }

  /**
   * Waits until the worker has taken its lifeline. From then on its end is noticed, but not yet its silence.
   * @param start its first call, which tells whether it holds its lock
   */
  async begin(start: Promise<boolean>): Promise<void> {
    const locked = await this.call(start);
    if (locked) watchLifeLock(this.lifeline.lock, this.ended.signal, () => this.die('vanished'));
  }

  /** From now on silence counts, with this much patience. @param lenient whether to be more patient, as on a machine that starves its workers */
  engage(lenient: boolean): void {
    const patienceMs = this.lifeline.words ? PATIENCE_MS : PATIENCE_BY_MESSAGE_MS;
    this.watch = new PulseWatch(this.words, patienceMs, performance.now(), lenient ? LENIENCY : 1);
  }

  /** Answer to a call. @throws WorkerDeath when the worker dies first */
  call<T>(answer: Promise<T>): Promise<T> {
    if (this.dead) return Promise.reject(new WorkerDeath());
    return new Promise<T>((resolve, reject) => {
      this.waiting.add(reject);
      answer.then(resolve, reject).finally(() => this.waiting.delete(reject));
    });
  }

  /** Looks at the pulse; to be called every 50 to 100 ms or so. */
  look(nowMs: number): void {
    if (this.dead || !this.judged) return;
    if (!this.watch) {
      if (nowMs > this.bootBy) this.die('did not start');
    } else if (this.watch.look(nowMs)) this.die('stopped answering');
  }

  /** Whether silence counts; it does not while the worker is at rest. */
  judge(judged: boolean): void {
    if (judged && !this.judged) this.watch?.forgive(performance.now());
    this.judged = judged;
  }

  /** Breaks the worker for tests, behind this object's back. */
  break(fault: WorkerFault): void {
    if (fault === 'kill') {
      this.worker.terminate();
      return;
    }
    const order = PULSE_ORDER[fault];
    if (this.lifeline.words) new Pulse(this.words).order(order);
    else this.worker.postMessage({ order } satisfies OrderMessage);
  }

  /** Ends the worker without a word to `onDeath`. */
  retire(): void {
    if (this.dead) return;
    this.dead = true;
    this.ended.abort();
    this.worker.terminate();
    for (const reject of this.waiting) reject(new WorkerDeath());
    this.waiting.clear();
  }

  private die(reason: string): void {
    if (this.dead) return;
    const now = performance.now();
    this.watch?.look(now);
    this.retire();
    this.onDeath(reason, this.judged && this.watch ? this.watch.lastSignMs : now);
  }
}
