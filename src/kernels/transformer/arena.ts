const PAGE = 65_536;
/** The kernels keep constants below. */
const START = 4096;
/** 1 GiB: far more than any network here. */
const MOST_PAGES = 16_384;

/**
 * Linear memory for a network's weights and buffers, handed out once and never given back. It is a shared one, as all modules are
 * built for; it is never posted anywhere, so a page need not be isolated for it.
 */
export class Arena {
  readonly memory = new WebAssembly.Memory({ initial: 1, maximum: MOST_PAGES, shared: true });
  private end = START;

  /** Byte offset of so many bytes, a multiple of 16; they are 0. @throws RangeError when memory does not suffice */
  take(bytes: number): number {
    const at = this.end;
    this.end = at + 16 * Math.ceil(bytes / 16);
    const missing = Math.ceil((this.end - this.memory.buffer.byteLength) / PAGE);
    if (missing > 0) this.memory.grow(missing);
    return at;
  }

  /** Byte offset of floats that are copied. */
  placeFloats(values: Float32Array): number {
    const at = this.take(4 * values.length);
    this.floats(at, values.length).set(values);
    return at;
  }

  /** A view that lasts. */
  floats(at: number, length: number): Float32Array {
    return new Float32Array(this.memory.buffer, at, length);
  }

  /** A view that lasts. */
  bytes(at: number, length: number): Uint8Array {
    return new Uint8Array(this.memory.buffer, at, length);
  }
}
