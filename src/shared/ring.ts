import type { Fields, Layout, RecordOf } from './layout.ts';

const HEADER_WORDS = 4;
const HEAD = 0;
const TAIL = 1;
const DROPPED = 2;

/**
 * A single-producer single-consumer queue of fixed-size records.
 *
 * `HEAD` counts records written and is stored by the producer only; `TAIL` counts records taken and is stored by the
 * consumer only. Both run freely and wrap at 2^32. The payload is moved with plain accesses: the producer's atomic
 * store of `HEAD` comes after them and the consumer's atomic load of it before its own, which orders the two; the
 * same holds the other way round for slots that are given back through `TAIL`.
 */
export class Ring<F extends Fields> {
  readonly layout: Layout<F>;
  readonly capacity: number;
  readonly buffer: ArrayBufferLike;
  private readonly header: Int32Array;
  private readonly slots: Int32Array;

  static byteLength(layout: Layout<Fields>, capacity: number): number {
    return (HEADER_WORDS + layout.wordCount * capacity) * 4;
  }

  /** @throws RangeError unless `capacity` is a power of two and the buffer holds that many records. */
  constructor(layout: Layout<F>, capacity: number, buffer: ArrayBufferLike, byteOffset = 0) {
    if (!Number.isInteger(capacity) || capacity < 1 || (capacity & (capacity - 1)) !== 0) {
      throw new RangeError(`ring ${layout.name}: capacity ${capacity} is not a power of two`);
    }
    this.layout = layout;
    this.capacity = capacity;
    this.buffer = buffer;
    this.header = new Int32Array(buffer, byteOffset, HEADER_WORDS);
    this.slots = new Int32Array(buffer, byteOffset + HEADER_WORDS * 4, layout.wordCount * capacity);
  }

  /** Records waiting to be taken. */
  get size(): number {
    return (Atomics.load(this.header, HEAD) - Atomics.load(this.header, TAIL)) | 0;
  }

  /** Records refused because the ring was full. */
  get dropped(): number {
    return Atomics.load(this.header, DROPPED);
  }

  /** Producer side. @returns false when the ring is full; the record is counted as dropped. */
  push(record: RecordOf<F>): boolean {
    const { header } = this;
    const head = Atomics.load(header, HEAD);
    if (((head - Atomics.load(header, TAIL)) | 0) >= this.capacity) {
      Atomics.add(header, DROPPED, 1);
      return false;
    }
    this.slots.set(record.words, (head & (this.capacity - 1)) * this.layout.wordCount);
    Atomics.store(header, HEAD, (head + 1) | 0);
    return true;
  }

  /** Consumer side. Copies the oldest record into `record`. @returns false when the ring is empty. */
  shift(record: RecordOf<F>): boolean {
    const { header } = this;
    const tail = Atomics.load(header, TAIL);
    if (Atomics.load(header, HEAD) === tail) return false;
    const { wordCount } = this.layout;
    const start = (tail & (this.capacity - 1)) * wordCount;
    for (let i = 0; i < wordCount; i++) record.words[i] = this.slots[start + i]!;
    Atomics.store(header, TAIL, (tail + 1) | 0);
    return true;
  }
}
