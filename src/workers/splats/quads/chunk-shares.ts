import { FALL_MS, followShare, heededShare, leftAfter, RISE_MS } from '../foveation/held-share.ts';

/** Share of a chunk that was not in view. */
const NONE = -1;

/** The share of every chunk that is drawn, from list to list. Allocation-free after construction. */
export class ChunkShares {
  /** Whether a share is still on its way to what was wished. */
  moving = false;
  /** Whether a share has changed since `begin`. */
  changed = false;
  private readonly held: Float32Array;
  private readonly heeded: Float32Array;
  private riseLeft = 0;
  private fallLeft = 0;

  constructor(chunkCount: number) {
    this.held = new Float32Array(chunkCount).fill(NONE);
    this.heeded = new Float32Array(chunkCount);
  }

  /** @param dtMs time since the last wishes; infinite = they are granted at once */
  begin(dtMs: number): void {
    this.riseLeft = leftAfter(dtMs, RISE_MS);
    this.fallLeft = leftAfter(dtMs, FALL_MS);
    this.moving = false;
    this.changed = false;
  }

  /** Takes a wish for a chunk in view. @returns the share to draw; at once the wish where the chunk was not in view */
  follow(chunk: number, wish: number): number {
    const held = this.held[chunk]!;
    const heeded = held === NONE || this.fallLeft === 0 ? wish : heededShare(this.heeded[chunk]!, wish);
    const next = held === NONE ? wish : followShare(held, heeded, this.riseLeft, this.fallLeft);
    this.heeded[chunk] = heeded;
    this.held[chunk] = next;
    if (this.held[chunk] !== held) this.changed = true;
    if (this.held[chunk] !== this.heeded[chunk]) this.moving = true;
    return this.held[chunk]!;
  }

  /** A chunk is not in view. */
  leave(chunk: number): void {
    this.held[chunk] = NONE;
  }
}
