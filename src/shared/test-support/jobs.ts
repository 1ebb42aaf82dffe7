import { type BridgePort, forwardMailbox } from '../bridge.ts';
import { Mailbox } from '../mailbox.ts';
import { Ring } from '../ring.ts';
import { nowMs } from '../time.ts';
import { COUNTING_LAYOUT, countOf, fillCount } from './counting.ts';

/** What the other thread of a test is asked to do. */
export type Job =
  /** Publishes 1, 2, 3 ... until `stop[0]` is set, with gaps of changing length so that readers meet every phase. */
  | { readonly kind: 'publish'; readonly buffer: SharedArrayBuffer; readonly stop: Int32Array }
  /** Pushes 1 .. `total`, trying again when the ring is full. */
  | {
      readonly kind: 'push';
      readonly buffer: SharedArrayBuffer;
      readonly capacity: number;
      readonly total: number;
    }
  /** Sleeps until a value comes, then reports it. */
  | { readonly kind: 'wait'; readonly buffer: SharedArrayBuffer; readonly timeoutMs: number }
  /** Publishes 1 .. `total` into private memory and forwards each. */
  | { readonly kind: 'forward'; readonly total: number }
  | { readonly kind: 'time' };

export type Report =
  | { readonly kind: 'started' | 'done' }
  | { readonly kind: 'woke'; readonly count: number | null; readonly waitedMs: number }
  | { readonly kind: 'time'; readonly ms: number };

/** Runs one job in the thread that calls it; reports go out through the port. */
export function runJob(job: Job, port: BridgePort): void {
  const report = (message: Report): void => port.postMessage(message, []);
  const record = COUNTING_LAYOUT.record();
  switch (job.kind) {
    case 'publish': {
      const mailbox = new Mailbox(COUNTING_LAYOUT, job.buffer);
      report({ kind: 'started' });
      for (let count = 1; Atomics.load(job.stop, 0) === 0; count++) {
        fillCount(record, count);
        mailbox.publish(record);
        for (let gap = count % 512; gap > 0; gap--) Atomics.load(job.stop, 0);
      }
      report({ kind: 'done' });
      return;
    }
    case 'push': {
      const ring = new Ring(COUNTING_LAYOUT, job.capacity, job.buffer);
      report({ kind: 'started' });
      for (let count = 1; count <= job.total; ) {
        fillCount(record, count);
        if (ring.push(record)) count++;
      }
      report({ kind: 'done' });
      return;
    }
    case 'wait': {
      const mailbox = new Mailbox(COUNTING_LAYOUT, job.buffer);
      report({ kind: 'started' });
      const startMs = performance.now();
      mailbox.wait(job.timeoutMs);
      const waitedMs = performance.now() - startMs;
      report({ kind: 'woke', count: mailbox.read(record) ? countOf(record.words) : null, waitedMs });
      return;
    }
    case 'forward': {
      const mailbox = new Mailbox(COUNTING_LAYOUT, new ArrayBuffer(Mailbox.byteLength(COUNTING_LAYOUT)));
      const forward = forwardMailbox(mailbox, port);
      for (let count = 1; count <= job.total; count++) {
        fillCount(record, count);
        mailbox.publish(record);
        forward();
      }
      report({ kind: 'done' });
      return;
    }
    case 'time':
      report({ kind: 'time', ms: nowMs() });
  }
}
