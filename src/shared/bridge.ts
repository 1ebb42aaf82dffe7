import type { Fields, Layout } from './layout.ts';
import { Mailbox } from './mailbox.ts';

/** The part of `Worker`, `MessagePort` and a worker's global scope that a bridge needs. */
export interface BridgePort {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

interface BridgeMessage {
  readonly mailbox: string;
  readonly words: Int32Array<ArrayBuffer>;
}

/** A buffer that both threads see where the page is cross-origin isolated, else a private one that needs a bridge. */
export function allocateMailbox<F extends Fields>(layout: Layout<F>, shared: boolean): Mailbox<F> {
  const bytes = Mailbox.byteLength(layout);
  return new Mailbox(layout, shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes));
}

/**
 * Sending half of a mailbox without shared memory: call after each `publish`. Allocates one small buffer a call, which
 * is why it is the fallback and not the rule.
 */
export function forwardMailbox<F extends Fields>(mailbox: Mailbox<F>, port: BridgePort): () => void {
  const record = mailbox.layout.record();
  return () => {
    if (!mailbox.readNew(record)) return;
    const words = record.words.slice();
    port.postMessage({ mailbox: mailbox.layout.name, words } satisfies BridgeMessage, [words.buffer]);
  };
}

/** Receiving half: publishes every forwarded value of the same layout into the local mailbox. */
export function receiveMailbox<F extends Fields>(mailbox: Mailbox<F>, port: BridgePort): void {
  const record = mailbox.layout.record();
  port.addEventListener('message', (event: MessageEvent) => {
    const message = event.data as Partial<BridgeMessage> | null;
    if (message?.mailbox !== mailbox.layout.name || !message.words) return;
    record.words.set(message.words);
    mailbox.publish(record);
  });
}
