/** Bytes that arrive in parts of unknown number: memory follows what has come, never what was announced. */
export class GrowingBytes {
  private parts: Uint8Array[] = [];
  private received = 0;

  get length(): number {
    return this.received;
  }

  add(part: Uint8Array): void {
    this.parts.push(part);
    this.received += part.length;
  }

  clear(): void {
    this.parts = [];
    this.received = 0;
  }

  /** First bytes, at most `length`. */
  start(length: number): Uint8Array {
    const out = new Uint8Array(Math.min(length, this.received));
    let at = 0;
    for (const part of this.parts) {
      if (at === out.length) break;
      const piece = part.subarray(0, out.length - at);
      out.set(piece, at);
      at += piece.length;
    }
    return out;
  }

  /** All bytes in one array; the parts are given up. @throws RangeError when memory is refused */
  join(): Uint8Array {
    const parts = this.parts;
    if (parts.length === 1) {
      this.clear();
      return parts[0]!;
    }
    const bytes = new Uint8Array(this.received);
    this.clear();
    let at = 0;
    for (const part of parts) {
      bytes.set(part, at);
      at += part.length;
    }
    return bytes;
  }
}
