import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defineLayout, f64, i32 } from './layout.ts';
import { Ring } from './ring.ts';
import { bytesPerCall, SMALLEST_OBJECT_BYTES } from './test-support/allocation.ts';

const LAYOUT = defineLayout('event', { time: f64(), id: i32() });

function ringPair(capacity: number) {
  const buffer = new SharedArrayBuffer(Ring.byteLength(LAYOUT, capacity));
  const producer = new Ring(LAYOUT, capacity, buffer);
  return { buffer, producer, consumer: new Ring(LAYOUT, capacity, buffer) };
}

function push(ring: Ring<(typeof LAYOUT)['fields']>, id: number): boolean {
  const record = LAYOUT.record();
  record.id[0] = id;
  return ring.push(record);
}

function shift(ring: Ring<(typeof LAYOUT)['fields']>): number | null {
  const record = LAYOUT.record();
  return ring.shift(record) ? record.id[0]! : null;
}

describe('Ring', () => {
  it('hands records over in order and is empty afterwards', () => {
    const { producer, consumer } = ringPair(4);
    expect([push(producer, 1), push(producer, 2), push(producer, 3)]).toEqual([true, true, true]);
    expect(consumer.size).toBe(3);
    expect([shift(consumer), shift(consumer), shift(consumer), shift(consumer)]).toEqual([1, 2, 3, null]);
    expect(producer.size).toBe(0);
  });

  it('refuses and counts what does not fit, and keeps what is there', () => {
    const { producer, consumer } = ringPair(2);
    expect([push(producer, 1), push(producer, 2), push(producer, 3), push(producer, 4)]).toEqual([
      ...[true, true],
      ...[false, false],
    ]);
    expect(consumer.dropped).toBe(2);
    expect([shift(consumer), shift(consumer), shift(consumer)]).toEqual([1, 2, null]);
  });

  it.each([
    ['2^31', 0x7fffffff - 1],
    ['2^32', -3],
  ])('goes on when its counters pass %s', (_, start) => {
    const { buffer, producer, consumer } = ringPair(4);
    new Int32Array(buffer).fill(start, 0, 2);
    for (let id = 1; id <= 20; id += 2) {
      expect([push(producer, id), push(producer, id + 1), consumer.size]).toEqual([true, true, 2]);
      expect([shift(consumer), shift(consumer), shift(consumer)]).toEqual([id, id + 1, null]);
    }
  });

  it('refuses capacities that are no power of two and buffers that are too small', () => {
    for (const capacity of [0, 3, -4, 1.5]) {
      expect(() => new Ring(LAYOUT, capacity, new ArrayBuffer(4096)), String(capacity)).toThrow(RangeError);
    }
    expect(() => new Ring(LAYOUT, 4, new ArrayBuffer(Ring.byteLength(LAYOUT, 4) - 4))).toThrow(RangeError);
  });

  it('behaves like a bounded queue (property)', () => {
    const step = fc.oneof(fc.integer(), fc.constant('shift' as const));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4 }), fc.array(step, { maxLength: 80 }), (log2, steps) => {
        const capacity = 2 ** log2;
        const { producer, consumer } = ringPair(capacity);
        const model: number[] = [];
        let refused = 0;
        for (const one of steps) {
          if (one === 'shift') {
            expect(shift(consumer)).toBe(model.shift() ?? null);
            continue;
          }
          const fits = model.length < capacity;
          expect(push(producer, one)).toBe(fits);
          if (fits) model.push(one);
          else refused++;
        }
        expect([consumer.size, consumer.dropped]).toEqual([model.length, refused]);
      }),
      { seed: 20261122 },
    );
  });

  it('allocates nothing to push and to shift', () => {
    const { producer, consumer } = ringPair(8);
    const [sent, got] = [LAYOUT.record(), LAYOUT.record()];
    const bytes = bytesPerCall((round) => {
      sent.time[0] = round + 0.5;
      producer.push(sent);
      consumer.shift(got);
    });
    expect(bytes).toBeLessThan(SMALLEST_OBJECT_BYTES / 4);
  });
});
