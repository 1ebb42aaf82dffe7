import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defineLayout, f32, f64, i32 } from './layout.ts';
import { VIEW_LAYOUT } from './layouts.ts';
import { Mailbox } from './mailbox.ts';
import { bytesPerCall, SMALLEST_OBJECT_BYTES } from './test-support/allocation.ts';

const LAYOUT = defineLayout('sample', { time: f64(), direction: f32(3), flags: i32() });

function mailboxPair() {
  const buffer = new SharedArrayBuffer(Mailbox.byteLength(LAYOUT));
  return { buffer, writer: new Mailbox(LAYOUT, buffer), reader: new Mailbox(LAYOUT, buffer) };
}

describe('Mailbox', () => {
  it('has nothing to read before the first value', () => {
    const { reader } = mailboxPair();
    const record = LAYOUT.record();
    record.flags[0] = 5;
    expect(reader.read(record)).toBe(false);
    expect(reader.readNew(record)).toBe(false);
    expect(record.flags[0]).toBe(5);
    expect(reader.version).toBe(0);
  });

  it('keeps every bit, also of numbers that do not compare', () => {
    const { writer, reader } = mailboxPair();
    const sent = LAYOUT.record();
    sent.words.set([0x7ff80000, 0x12345678, -0x80000000, 0x7fc12345, -1, 0x80000000 | 0]);
    writer.publish(sent);
    const got = LAYOUT.record();
    expect(reader.read(got)).toBe(true);
    expect([...got.words]).toEqual([...sent.words]);
  });

  it('shows each value once to every reader, and the latest as often as it is asked for', () => {
    const { buffer, writer, reader } = mailboxPair();
    const other = new Mailbox(LAYOUT, buffer);
    const record = LAYOUT.record();
    writer.publish(record);
    expect([reader.readNew(record), reader.readNew(record), reader.read(record)]).toEqual([
      true,
      false,
      true,
    ]);
    expect(other.readNew(record)).toBe(true);
    writer.publish(record);
    expect([reader.readNew(record), other.readNew(record)]).toEqual([true, true]);
    expect(reader.version).toBe(2);
  });

  it('gives up on a value whose write never ends, instead of waiting', () => {
    const { buffer, writer, reader } = mailboxPair();
    const record = LAYOUT.record();
    writer.publish(record);
    Atomics.add(new Int32Array(buffer), 0, 1);
    record.flags[0] = 9;
    expect(reader.read(record)).toBe(false);
    expect(record.flags[0]).toBe(9);
  });

  it('refuses a buffer that is too small, and works at an offset of a larger one', () => {
    const bytes = Mailbox.byteLength(LAYOUT);
    expect(() => new Mailbox(LAYOUT, new ArrayBuffer(bytes - 4))).toThrow(RangeError);
    const buffer = new ArrayBuffer(2 * bytes);
    const [first, second] = [new Mailbox(LAYOUT, buffer), new Mailbox(LAYOUT, buffer, bytes)];
    const record = LAYOUT.record();
    record.flags[0] = 1;
    first.publish(record);
    record.flags[0] = 2;
    second.publish(record);
    expect(first.read(record) && record.flags[0]).toBe(1);
    expect(second.read(record) && record.flags[0]).toBe(2);
  });

  it('does not wait when there is a value that was not read, and waits no longer than told', () => {
    const { writer, reader } = mailboxPair();
    const record = LAYOUT.record();
    writer.publish(record);
    const startMs = performance.now();
    reader.wait(10_000);
    expect(performance.now() - startMs).toBeLessThan(5_000);
    reader.read(record);
    const emptyMs = performance.now();
    reader.wait(30);
    expect(performance.now() - emptyMs).toBeGreaterThan(25);
  });

  it('always reads the value published last (property)', () => {
    const step = fc.oneof(fc.record({ publish: fc.integer() }), fc.constantFrom('read', 'readNew'));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { writer, reader } = mailboxPair();
        const record = LAYOUT.record();
        let latest: number | null = null;
        let fresh = false;
        for (const one of steps) {
          if (typeof one === 'object') {
            record.words.fill(one.publish);
            writer.publish(record);
            latest = one.publish;
            fresh = true;
            continue;
          }
          const got = LAYOUT.record();
          const found = one === 'read' ? reader.read(got) : reader.readNew(got);
          expect(found).toBe(one === 'read' ? latest !== null : fresh);
          if (!found) continue;
          expect(new Set(got.words)).toEqual(new Set([latest]));
          fresh = false;
        }
      }),
      { seed: 20261122 },
    );
  });

  it('allocates nothing to publish and to read', () => {
    const mailbox = new Mailbox(VIEW_LAYOUT, new SharedArrayBuffer(Mailbox.byteLength(VIEW_LAYOUT)));
    const [sent, got] = [VIEW_LAYOUT.record(), VIEW_LAYOUT.record()];
    const bytes = bytesPerCall((round) => {
      sent.captureMs[0] = round + 0.5;
      mailbox.publish(sent);
      mailbox.readNew(got);
      mailbox.read(got);
    });
    expect(bytes).toBeLessThan(SMALLEST_OBJECT_BYTES / 4);
  });

  it('is taken over from a writer that died in the middle of a value', () => {
    const buffer = new SharedArrayBuffer(Mailbox.byteLength(VIEW_LAYOUT));
    const [writer, reader] = [new Mailbox(VIEW_LAYOUT, buffer), new Mailbox(VIEW_LAYOUT, buffer)];
    const [sent, got] = [VIEW_LAYOUT.record(), VIEW_LAYOUT.record()];
    sent.width[0] = 640;
    writer.publish(sent);
    Atomics.add(new Int32Array(buffer), 0, 1);
    expect(reader.read(got)).toBe(false);
    sent.width[0] = 320;
    new Mailbox(VIEW_LAYOUT, buffer).publish(sent);
    expect(reader.readNew(got)).toBe(true);
    expect(got.width[0]).toBe(320);
    expect(reader.readNew(got)).toBe(false);
  });
});
