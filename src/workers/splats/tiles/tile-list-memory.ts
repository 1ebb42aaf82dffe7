import type { SplatScene } from '../scene/splat-scene.ts';
import { type FrameMemory, memoryPages, PAGE } from './frame-memory.ts';

const ENTRY_BYTES = 4;

/** The room for tile lists at the end of a scene's memory, which grows with them up to what the memory allows. */
export class TileListMemory {
  /** Most entries that there is room for, or may be: falls when the engine refuses to let the memory grow. */
  most: number;
  private readonly memory: WebAssembly.Memory;

  constructor(
    scene: SplatScene,
    private readonly plan: FrameMemory,
  ) {
    this.memory = scene.memory;
    this.most = this.entriesIn(memoryPages(plan).maximum * PAGE);
  }

  /**
   * Makes room for `entries` list entries. Views of the memory made before stay valid for what they cover.
   * @returns false when there is none; the memory is not asked for as much again
   */
  reserve(entries: number): boolean {
    if (entries > this.most) return false;
    const missing = this.plan.lists + entries * ENTRY_BYTES - this.memory.buffer.byteLength;
    if (missing <= 0 || this.grow(missing * 1.25) || this.grow(missing)) return true;
    this.most = this.entriesIn(this.memory.buffer.byteLength);
    return false;
  }

  private grow(bytes: number): boolean {
    try {
      this.memory.grow(Math.ceil(bytes / PAGE));
      return true;
    } catch {
      return false;
    }
  }

  private entriesIn(bytes: number): number {
    return Math.floor((bytes - this.plan.lists) / ENTRY_BYTES);
  }
}
