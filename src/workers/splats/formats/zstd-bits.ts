/** Reads a zstd bit stream from its end to its start (RFC 8878, section 4.1). Bits before the start read as 0. */
export class BackwardBits {
  /** Bits that are left; negative once more were taken than there are. */
  left: number;
  private readonly source: Uint8Array;
  private readonly start: number;

  /** Stream in `source[start, end)`, whose last byte ends with a marker bit. @throws Error without one. */
  constructor(source: Uint8Array, start: number, end: number) {
    const last = end > start ? source[end - 1]! : 0;
    if (last === 0) throw new Error('a zstd bit stream has no end mark');
    this.source = source;
    this.start = start;
    this.left = (end - start) * 8 - (Math.clz32(last) - 24) - 1;
  }

  /** Next `count` bits, at most 24, without taking them. */
  peek(count: number): number {
    const low = this.left - count;
    if (low >= 0) {
      const at = this.start + (low >> 3);
      const s = this.source;
      const word = s[at]! | (s[at + 1]! << 8) | (s[at + 2]! << 16) | (s[at + 3]! << 24);
      return (word >>> (low & 7)) & ((1 << count) - 1);
    }
    return this.left <= 0 ? 0 : this.peekRest(this.left) << -low;
  }

  /** Takes `count` bits, at most 31. */
  take(count: number): number {
    if (count > 24) {
      const high = this.take(count - 16);
      return high * 65536 + this.take(16);
    }
    const value = this.peek(count);
    this.left -= count;
    return value;
  }

  private peekRest(count: number): number {
    const at = this.start;
    const s = this.source;
    return (s[at]! | (s[at + 1]! << 8) | (s[at + 2]! << 16)) & ((1 << count) - 1);
  }
}
