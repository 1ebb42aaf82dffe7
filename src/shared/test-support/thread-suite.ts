import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { receiveMailbox } from '../bridge.ts';
import { Mailbox } from '../mailbox.ts';
import { Ring } from '../ring.ts';
import { nowMs } from '../time.ts';
import { COUNTING_LAYOUT, carelessCopy, countOf, fillCount, lockedCopy, readCounts } from './counting.ts';
import type { Peer } from './peer.ts';

const sharedMailbox = (): {
  mailbox: Mailbox<(typeof COUNTING_LAYOUT)['fields']>;
  buffer: SharedArrayBuffer;
} => {
  const buffer = new SharedArrayBuffer(Mailbox.byteLength(COUNTING_LAYOUT));
  return { mailbox: new Mailbox(COUNTING_LAYOUT, buffer), buffer };
};

/** Two threads that spin need two cores; where other programs take these, each step lasts a time slice. */
const TIMEOUT_MS = 60_000;

/** Everything that needs a second thread, the same in Node and in the browser. */
export function describeThreads(name: string, open: () => { peer: Peer; close: () => unknown }): void {
  describe(`shared memory, ${name}`, { timeout: TIMEOUT_MS }, () => {
    let peer: Peer;
    let close: () => unknown;

    beforeEach(() => {
      ({ peer, close } = open());
    });
    afterEach(() => close());

    it('reads no torn value and none twice while another thread writes', async () => {
      const { mailbox, buffer } = sharedMailbox();
      const stop = new Int32Array(new SharedArrayBuffer(4));
      peer.start({ kind: 'publish', buffer, stop });
      await peer.report('started');
      const statistics = readCounts(lockedCopy(mailbox), ({ reads }) => reads >= 5_000, 5_000);
      Atomics.store(stop, 0, 1);
      await peer.report('done');
      expect(statistics.reads).toBeGreaterThan(100);
      expect(statistics).toMatchObject({ torn: 0, backwards: 0 });
    });

    it('would see torn values if there were any: copies that ignore the sequence number are torn', async () => {
      const { mailbox, buffer } = sharedMailbox();
      const stop = new Int32Array(new SharedArrayBuffer(4));
      peer.start({ kind: 'publish', buffer, stop });
      await peer.report('started');
      const statistics = readCounts(carelessCopy(mailbox), ({ torn }) => torn > 0);
      Atomics.store(stop, 0, 1);
      await peer.report('done');
      expect(statistics.torn).toBeGreaterThan(0);
    });

    it('wakes a waiting thread with the new value', async () => {
      const { mailbox, buffer } = sharedMailbox();
      peer.start({ kind: 'wait', buffer, timeoutMs: 60_000 });
      await peer.report('started');
      // Long enough for the thread to be asleep; were it not, it would return at once with the same value.
      await new Promise((resolve) => setTimeout(resolve, 50));
      const record = COUNTING_LAYOUT.record();
      fillCount(record, 7);
      mailbox.publish(record);
      const { count, waitedMs } = await peer.report('woke');
      expect(count).toBe(7);
      expect(waitedMs).toBeLessThan(30_000);
    });

    it('ends the wait without a value when the time is over', async () => {
      const { buffer } = sharedMailbox();
      peer.start({ kind: 'wait', buffer, timeoutMs: 20 });
      const { count, waitedMs } = await peer.report('woke');
      expect(count).toBeNull();
      expect(waitedMs).toBeGreaterThan(15);
    });

    it('takes every record of a ring once, whole and in order', async () => {
      const capacity = 16;
      const total = 10_000;
      const buffer = new SharedArrayBuffer(Ring.byteLength(COUNTING_LAYOUT, capacity));
      const ring = new Ring(COUNTING_LAYOUT, capacity, buffer);
      peer.start({ kind: 'push', buffer, capacity, total });
      // A page that spins before its worker has loaded keeps it from loading.
      await peer.report('started');
      const record = COUNTING_LAYOUT.record();
      const end = performance.now() + 30_000;
      let taken = 0;
      let wrong = 0;
      while (taken < total && performance.now() < end) {
        if (ring.shift(record) && countOf(record.words) !== ++taken) wrong++;
      }
      await peer.report('done');
      expect({ taken, wrong, size: ring.size }).toEqual({ taken: total, wrong: 0, size: 0 });
    });

    it('carries values over messages where memory is not shared', async () => {
      const mailbox = new Mailbox(COUNTING_LAYOUT, new ArrayBuffer(Mailbox.byteLength(COUNTING_LAYOUT)));
      receiveMailbox(mailbox, peer.port);
      peer.start({ kind: 'forward', total: 5 });
      await peer.report('done');
      const record = COUNTING_LAYOUT.record();
      expect(mailbox.read(record)).toBe(true);
      expect({ count: countOf(record.words), version: mailbox.version }).toEqual({ count: 5, version: 5 });
    });

    it('has one time base', async () => {
      const before = nowMs();
      peer.start({ kind: 'time' });
      const { ms } = await peer.report('time');
      // The clocks of two threads are read from one source but rounded separately.
      expect(ms).toBeGreaterThan(before - 2);
      expect(ms).toBeLessThan(nowMs() + 2);
    });
  });
}
