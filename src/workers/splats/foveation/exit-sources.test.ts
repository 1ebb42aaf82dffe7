import { describe, expect, it } from 'vitest';
import { allocateMailbox } from '../../../shared/bridge.ts';
import { GAZE_LAYOUT } from '../../../shared/layouts.ts';
import { nowMs } from '../../../shared/time.ts';
import { MailboxExits } from './mailbox-exits.ts';
import { exitGaze, TimedExits } from './timed-exits.ts';

const out = GAZE_LAYOUT.record();

function exitOf(image: number, exit: number) {
  const gaze = exitGaze(exit, [0, 0, -1], 1, 1000);
  gaze.image[0] = image;
  return gaze;
}

describe('MailboxExits', () => {
  it('gives later exits of an image and any of another, even where a new tracker counts from 1 again', () => {
    const mailbox = allocateMailbox(GAZE_LAYOUT, true);
    const exits = new MailboxExits(mailbox, true);
    expect(exits.newest(0, 0, out)).toBe(false);
    mailbox.publish(exitOf(7, 2));
    expect([exits.newest(6, 6, out), exits.newest(7, 1, out)]).toEqual([true, true]);
    expect([out.image[0], out.exit[0]]).toEqual([7, 2]);
    expect([exits.newest(7, 2, out), exits.newest(7, 3, out)]).toEqual([false, false]);
    mailbox.publish(exitOf(1, 1));
    expect(exits.newest(7, 6, out)).toBe(true);
  });

  it('tells of each exit once by a glance', () => {
    const mailbox = allocateMailbox(GAZE_LAYOUT, true);
    const exits = new MailboxExits(mailbox, true);
    expect(exits.glance(0, 0, out)).toBe(false);
    mailbox.publish(exitOf(1, 1));
    expect([exits.glance(0, 0, out), exits.glance(0, 0, out)]).toEqual([true, false]);
    expect(exits.newest(0, 0, out)).toBe(true);
    mailbox.publish(exitOf(1, 2));
    expect([exits.glance(1, 1, out), exits.newest(1, 1, out)]).toEqual([true, true]);
  });

  it('waits until the time is over, or not at all where it may not block', () => {
    const mailbox = allocateMailbox(GAZE_LAYOUT, true);
    const exits = new MailboxExits(mailbox, true);
    mailbox.publish(exitOf(1, 6));
    exits.newest(0, 0, out);
    const start = nowMs();
    expect(exits.wait(start + 20)).toBe(true);
    expect(nowMs() - start).toBeGreaterThan(15);
    expect(exits.wait(start - 5)).toBe(true);
    mailbox.publish(exitOf(2, 1));
    const again = nowMs();
    exits.wait(again + 2000);
    expect(nowMs() - again).toBeLessThan(1500);
    expect(new MailboxExits(allocateMailbox(GAZE_LAYOUT, false), false).wait(nowMs() + 2000)).toBe(false);
  });
});

describe('TimedExits', () => {
  it('gives exits when their time has come, and those of the next image after it was started', () => {
    const exits = new TimedExits([
      { afterMs: 0, gaze: exitOf(0, 1) },
      { afterMs: 30, gaze: exitOf(0, 2) },
    ]);
    expect(exits.newest(0, 0, out)).toBe(false);
    exits.start();
    expect(exits.newest(0, 0, out)).toBe(true);
    expect([out.image[0], out.exit[0]]).toEqual([1, 1]);
    expect(exits.wait(nowMs() + 2000)).toBe(true);
    expect(exits.newest(1, 1, out)).toBe(true);
    expect(out.exit[0]).toBe(2);
    expect([exits.newest(1, 2, out), exits.wait(nowMs() + 2000)]).toEqual([false, false]);
    exits.start();
    expect(exits.newest(1, 2, out)).toBe(true);
    expect([out.image[0], out.exit[0]]).toEqual([2, 1]);
  });
});
