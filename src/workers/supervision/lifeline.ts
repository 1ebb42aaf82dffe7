import type { BridgePort } from '../../shared/bridge.ts';
import { holdLifeLock } from '../../shared/life-lock.ts';
import { Pulse } from '../../shared/pulse.ts';

/** How the page watches a worker; goes with the worker's first call. */
export interface Lifeline {
  /** Words of the pulse; null where memory is not shared and beats travel as messages. */
  readonly words: SharedArrayBuffer | null;
  /** Name of the lock that the worker holds for life. */
  readonly lock: string;
}

/** Message that breaks a worker without shared memory, for tests. */
export interface OrderMessage {
  readonly order: number;
}

/**
 * Worker's side, at its start: takes the lock, starts the pulse and lets no failure pass unseen.
 * @returns the pulse, and whether the lock is held
 */
export async function takeLifeline(
  lifeline: Lifeline,
  port: BridgePort,
): Promise<{ pulse: Pulse; locked: boolean }> {
  const { words, lock } = lifeline;
  const pulse = words ? new Pulse(new Int32Array(words)) : new Pulse(undefined, port);
  port.addEventListener('message', (event: MessageEvent) => {
    const order = (event.data as Partial<OrderMessage> | null)?.order;
    if (typeof order === 'number') pulse.order(order);
  });
  // The page hears of uncaught errors, but not of rejections.
  globalThis.addEventListener('unhandledrejection', (event) => reportError(event.reason));
  const locked = await holdLifeLock(lock);
  pulse.start();
  return { pulse, locked };
}
