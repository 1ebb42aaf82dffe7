/** What the temporal filters see before the first frame: it standing still, the end of the video, or the video backwards. */
export type TemporalPadding = 'replicate' | 'circular' | 'pingpong';
export const TEMPORAL_PADDINGS: readonly TemporalPadding[] = ['replicate', 'circular', 'pingpong'];

/**
 * Frame of a video that stands in for frame `index`, which may be negative.
 * @param frames number of frames of the video, or a lower bound that the index does not reach
 */
export function paddedFrame(index: number, frames: number, padding: TemporalPadding): number {
  if (index >= 0) return index;
  if (padding === 'replicate' || frames === 1) return 0;
  const period = padding === 'circular' ? frames : 2 * frames - 2;
  const wrapped = ((index % period) + period) % period;
  return padding === 'circular' || wrapped < frames ? wrapped : period - wrapped;
}

/**
 * Which frames of a video are kept while it streams by, and which can be scored when. Frame n is kept in slot `slotOf(n)`.
 * Replicating, a frame is scored as soon as it is there. Backwards, the first ones wait until the filters' length is there; with
 * the end of the video before its start, they wait for the end and are kept until then.
 */
export class FrameWindow {
  readonly #taps: number;
  readonly #padding: TemporalPadding;
  /** Frames at the start that are never overwritten. */
  readonly #kept: number;

  constructor(taps: number, padding: TemporalPadding) {
    this.#taps = taps;
    this.#padding = padding;
    this.#kept = padding === 'circular' ? taps - 1 : 0;
  }

  /** Number of slots that are needed. */
  get slots(): number {
    return this.#kept + this.#taps;
  }

  slotOf(frame: number): number {
    return frame < this.#kept ? frame : this.#kept + (frame % this.#taps);
  }

  /** Frames that can be scored now that `count` have come: first, and one past the last. */
  readyAfter(count: number): readonly [number, number] {
    const waiting = this.#padding === 'replicate' ? 0 : this.#taps - 1;
    if (count <= waiting) return [0, 0];
    if (this.#padding === 'pingpong' && count === waiting + 1) return [0, count];
    return [count - 1, count];
  }

  /** Frames that are still to be scored when a video ends after `count`. */
  readyAtEnd(count: number): readonly [number, number] {
    const waiting = this.#taps - 1;
    if (this.#padding === 'circular') return [0, Math.min(count, waiting)];
    return this.#padding === 'pingpong' && count <= waiting ? [0, count] : [0, 0];
  }

  /** Slots of the frames that the filters see at `frame`, the frame itself first. */
  slotsAt(frame: number, count: number, to: number[]): void {
    for (let tap = 0; tap < this.#taps; tap++) {
      to[tap] = this.slotOf(paddedFrame(frame - tap, count, this.#padding));
    }
  }
}
