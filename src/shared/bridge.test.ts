import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allocateMailbox, forwardMailbox, receiveMailbox } from './bridge.ts';
import { defineLayout, f64, i32 } from './layout.ts';

const GAZE = defineLayout('bridge-gaze', { time: f64(), id: i32() });
const VIEW = defineLayout('bridge-view', { time: f64(), id: i32() });

describe('bridge without shared memory', () => {
  let channel: MessageChannel;

  beforeEach(() => {
    channel = new MessageChannel();
    channel.port1.start();
    channel.port2.start();
  });
  afterEach(() => {
    channel.port1.close();
    channel.port2.close();
  });

  /** Messages keep their order, so whatever was sent before has arrived when this one has. */
  const delivered = () =>
    new Promise<void>((resolve) => {
      channel.port2.addEventListener('message', ({ data }) => data === 'mark' && resolve());
      channel.port1.postMessage('mark');
    });

  it('allocates memory that is shared only where it may be', () => {
    expect(allocateMailbox(GAZE, true).buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(allocateMailbox(GAZE, false).buffer).toBeInstanceOf(ArrayBuffer);
  });

  it('brings each published value to the other side', async () => {
    const [near, far] = [allocateMailbox(GAZE, false), allocateMailbox(GAZE, false)];
    const forward = forwardMailbox(near, channel.port1);
    receiveMailbox(far, channel.port2);
    const record = GAZE.record();
    for (let id = 1; id <= 3; id++) {
      record.id[0] = id;
      record.time[0] = id / 3;
      near.publish(record);
      forward();
    }
    await delivered();
    const got = GAZE.record();
    expect(far.read(got)).toBe(true);
    expect([got.id[0], got.time[0], far.version]).toEqual([3, 1, 3]);
  });

  it('sends nothing when nothing new was published', async () => {
    const [near, far] = [allocateMailbox(GAZE, false), allocateMailbox(GAZE, false)];
    const forward = forwardMailbox(near, channel.port1);
    receiveMailbox(far, channel.port2);
    forward();
    near.publish(GAZE.record());
    forward();
    forward();
    await delivered();
    expect(far.version).toBe(1);
  });

  it('keeps apart the mailboxes and the other messages of one port', async () => {
    const near = { gaze: allocateMailbox(GAZE, false), view: allocateMailbox(VIEW, false) };
    const far = { gaze: allocateMailbox(GAZE, false), view: allocateMailbox(VIEW, false) };
    receiveMailbox(far.gaze, channel.port2);
    receiveMailbox(far.view, channel.port2);
    const record = VIEW.record();
    record.id[0] = 42;
    near.view.publish(record);
    forwardMailbox(near.view, channel.port1)();
    for (const message of [null, 'text', 7, { mailbox: 'bridge-gaze' }, { mailbox: 'unknown', words: [] }]) {
      channel.port1.postMessage(message);
    }
    await delivered();
    expect(far.gaze.version).toBe(0);
    expect(far.view.read(record) && record.id[0]).toBe(42);
  });
});
