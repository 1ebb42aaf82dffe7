import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LogSink } from '../shared/log-sink.ts';
import type { WorkerEvent } from '../workers/splats/splat-client.ts';
import { type NoticeAction, type NoticeStore, notify } from './notices.ts';

/** Who may be switched off: the splat workers, or the gaze tracker's. */
export type WorkerName = WorkerEvent['worker'] | 'gaze';

/** `WorkerEvent`, of any worker. */
export type HealthEvent = Omit<WorkerEvent, 'worker'> & { readonly worker: WorkerName };

/** How the workers have been doing. */
export interface Health {
  /** Why a worker is switched off, one sentence; null while it runs. */
  readonly off: Readonly<Record<WorkerName, string | null>>;
  readonly restarts: number;
  /** The longest that a restart took, ms; 0 before the first. */
  readonly maxRecoveryMs: number;
}

export type HealthStore = StoreApi<Health>;

export function createHealthStore(): HealthStore {
  return createStore<Health>(() => ({
    off: { loader: null, splats: null, gaze: null },
    restarts: 0,
    maxRecoveryMs: 0,
  }));
}

export interface WorkerEventOptions {
  readonly health: HealthStore;
  readonly notices: NoticeStore;
  readonly log: LogSink;
  /** What a person can do about a worker that is switched off. */
  readonly remedy: (worker: WorkerName) => NoticeAction;
}

/** Takes in what became of a worker: a line in the log, and a sentence on the page where something does not work. */
export function takeWorkerEvent(event: HealthEvent, options: WorkerEventOptions): void {
  const { kind, worker, text, recoveryMs } = event;
  const { health, notices, log, remedy } = options;
  const { off, restarts, maxRecoveryMs } = health.getState();
  if (kind === 'off') {
    health.setState({ off: { ...off, [worker]: text } });
    notify(notices, 'error', text, remedy(worker));
  } else if (kind === 'restarted') {
    const known = Number.isFinite(recoveryMs);
    health.setState({
      off: { ...off, [worker]: null },
      restarts: restarts + 1,
      maxRecoveryMs: known ? Math.max(maxRecoveryMs, recoveryMs) : maxRecoveryMs,
    });
    log('recovered', text);
  } else log('warning', text);
}
