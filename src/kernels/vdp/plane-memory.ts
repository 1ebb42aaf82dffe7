import type { Plane } from '../../shared/vdp-passes.ts';

const PAGE = 65_536;
/** What kernels may read and write beyond a plane's end. */
const MARGIN_BYTES = 64;
/** Largest memories to ask for, in pages: an engine that cannot reserve as much address space may grant less. */
const MAXIMA = [65_536, 32_768, 16_384, 8_192];

/**
 * Linear memory of the vdp kernels: planes one after the other, all given up at once. It is a shared one, as all modules are built
 * for; it is never posted anywhere, so a page need not be isolated for it.
 */
export class PlaneMemory {
  readonly memory = makeMemory();
  private readonly start: number;
  private end: number;
  private scratchAt = 0;
  private scratchBytes = 0;

  /** @param reserved bytes at the beginning that stay the caller's, a multiple of 16 */
  constructor(reserved: number) {
    this.start = reserved;
    this.end = reserved;
    this.reach(reserved);
  }

  /** @throws RangeError when memory does not suffice */
  allocate(length: number): Plane {
    if (!Number.isSafeInteger(length) || length < 0)
      throw new RangeError(`a plane cannot have ${length} floats`);
    return this.take(4 * length) as Plane;
  }

  release(): void {
    this.end = this.start;
    this.scratchBytes = 0;
  }

  /** Byte offset of scratch that lasts until the next call. Grows with the widest picture, not from call to call. */
  scratch(bytes: number): number {
    if (bytes > this.scratchBytes) {
      this.scratchAt = this.take(bytes);
      this.scratchBytes = bytes;
    }
    return this.scratchAt;
  }

  floats(at: number, length: number): Float32Array {
    return new Float32Array(this.memory.buffer, at, length);
  }

  private take(bytes: number): number {
    const at = this.end;
    const end = at + 16 * Math.ceil((bytes + MARGIN_BYTES) / 16);
    this.reach(end);
    this.end = end;
    // Memory that was given up holds what was in it.
    new Uint8Array(this.memory.buffer, at, end - at).fill(0);
    return at;
  }

  private reach(end: number): void {
    const missing = Math.ceil((end - this.memory.buffer.byteLength) / PAGE);
    if (missing > 0) this.grow(missing, end);
  }

  private grow(pages: number, end: number): void {
    try {
      this.memory.grow(pages);
    } catch {
      throw new RangeError(`${Math.ceil(end / 2 ** 20)} MB of memory for the metric's pictures were refused`);
    }
  }
}

function makeMemory(): WebAssembly.Memory {
  for (const maximum of MAXIMA) {
    try {
      return new WebAssembly.Memory({ initial: 1, maximum, shared: true });
    } catch {
      // The next one asks for less.
    }
  }
  throw new RangeError('WebAssembly memory for the metric was refused');
}
