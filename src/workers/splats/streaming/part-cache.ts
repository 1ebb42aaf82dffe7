import { shRestCount } from '../formats/raw-splats.ts';
import type { SplatArrays } from '../formats/splat-arrays.ts';

/** Bytes that decoded splats take. */
export function splatBytes(count: number, shDegree: SplatArrays['shDegree']): number {
  return count * (14 + 3 * shRestCount(shDegree)) * 4;
}

/** Decoded files within a budget of bytes; those that were used longest ago go first. */
export class PartCache {
  private readonly parts = new Map<number, SplatArrays>();
  private held = 0;

  /** @param budget bytes; the file added last stays even if it is larger */
  constructor(private readonly budget: number) {}

  /** Bytes held. */
  get bytes(): number {
    return this.held;
  }

  has(file: number): boolean {
    return this.parts.has(file);
  }

  /** The file's splats, which then count as just used. */
  get(file: number): SplatArrays | undefined {
    const part = this.parts.get(file);
    if (part) {
      this.parts.delete(file);
      this.parts.set(file, part);
    }
    return part;
  }

  add(file: number, part: SplatArrays): void {
    this.remove(file);
    this.parts.set(file, part);
    this.held += splatBytes(part.count, part.shDegree);
    for (const oldest of this.parts.keys()) {
      if (this.held <= this.budget || oldest === file) break;
      this.remove(oldest);
    }
  }

  private remove(file: number): void {
    const part = this.parts.get(file);
    if (!part) return;
    this.parts.delete(file);
    this.held -= splatBytes(part.count, part.shDegree);
  }
}
