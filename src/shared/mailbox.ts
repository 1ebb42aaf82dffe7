import type { Fields, Layout, RecordOf } from './layout.ts';

const HEADER_WORDS = 2;

/**
 * A sequence-locked latest value: one writer, any number of readers, nobody ever waits for the other.
 *
 * Word 0 is the sequence number: odd while a write is under way, and advanced by two with every value. Every word is
 * moved with an atomic load or store. Those are sequentially consistent, so a reader that sees the same even number
 * before and after its copy has a value that was written whole: had any word come from a later write, the odd number
 * that precedes this write would be visible by the second look.
 *
 * Works over a `SharedArrayBuffer` between threads, and over a plain `ArrayBuffer` inside one (see `bridge.ts`).
 */
export class Mailbox<F extends Fields> {
  readonly layout: Layout<F>;
  readonly buffer: ArrayBufferLike;
  private readonly words: Int32Array;
  private lastSeen = 0;
  /** Called at the end of every `publish`; a bridge forwards the value from here where memory is not shared. */
  afterPublish: (() => void) | null = null;

  static byteLength(layout: Layout<Fields>): number {
    return (HEADER_WORDS + layout.wordCount) * 4;
  }

  /** @throws RangeError when the buffer is too small for the layout. */
  constructor(layout: Layout<F>, buffer: ArrayBufferLike, byteOffset = 0) {
    this.layout = layout;
    this.buffer = buffer;
    this.words = new Int32Array(buffer, byteOffset, HEADER_WORDS + layout.wordCount);
  }

  /** Number of values published so far. */
  get version(): number {
    return Atomics.load(this.words, 0) >>> 1;
  }

  /** Publishes the record's current content. Only one thread at a time may publish to a mailbox. */
  publish(record: RecordOf<F>): void {
    const { words } = this;
    const source = record.words;
    // Odd already where a writer died in the middle of a value: its successor takes over.
    const writing = Atomics.load(words, 0) | 1;
    Atomics.store(words, 0, writing);
    for (let i = 0; i < source.length; i++) Atomics.store(words, HEADER_WORDS + i, source[i]!);
    Atomics.store(words, 0, writing + 1);
    Atomics.notify(words, 0);
    this.afterPublish?.();
  }

  /**
   * Copies the latest value into `record`.
   * @returns false, with `record` untouched or unfinished, when nothing was ever published or when the writer
   * overtook `attempts` copies in a row; the caller keeps its old value and asks again next frame.
   */
  read(record: RecordOf<F>, attempts = 8): boolean {
    const { words } = this;
    const target = record.words;
    for (let attempt = 0; attempt < attempts; attempt++) {
      const before = Atomics.load(words, 0);
      if (before === 0) return false;
      if (before & 1) continue;
      for (let i = 0; i < target.length; i++) target[i] = Atomics.load(words, HEADER_WORDS + i);
      if (Atomics.load(words, 0) === before) {
        this.lastSeen = before;
        return true;
      }
    }
    return false;
  }

  /** Like `read`, but false when this reader has already seen the latest value. */
  readNew(record: RecordOf<F>): boolean {
    return Atomics.load(this.words, 0) !== this.lastSeen && this.read(record);
  }

  /**
   * Blocks a worker until a value newer than the last one read is there, or the time is over.
   * @throws TypeError on the page's thread, which may not block.
   */
  wait(timeoutMs: number): void {
    const now = Atomics.load(this.words, 0);
    if (now !== this.lastSeen) return;
    Atomics.wait(this.words, 0, now, timeoutMs);
  }
}
