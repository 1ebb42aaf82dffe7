import type { Plane, VdpPasses } from '../../shared/vdp-passes.ts';
import type { DisplayModel } from './displays.ts';
import type { FramePixels } from './frame-pixels.ts';
import { luminanceOf, luminanceTable } from './photometry.ts';

/** Turns pictures into luminance as the display shows them, cd/m². */
export class FrameLuminance {
  readonly #passes: VdpPasses;
  readonly #display: DisplayModel;
  readonly #table8: Float32Array;
  #table16: Float32Array | null = null;

  constructor(passes: VdpPasses, display: DisplayModel) {
    this.#passes = passes;
    this.#display = display;
    this.#table8 = luminanceTable(display, 256);
  }

  /** Writes (height, width) luminances. The picture must have been checked. */
  write(frame: FramePixels, to: Plane): void {
    const { data, channels } = frame;
    const count = frame.width * frame.height;
    if (data instanceof Uint8Array || data instanceof Uint8ClampedArray) {
      this.#passes.luminance(data, channels, this.#table8, count, to);
    } else if (data instanceof Uint16Array) this.#write16(data, channels, this.#passes.view(to, count));
    else this.#writeFloat(data, channels, this.#passes.view(to, count));
  }

  #write16(data: Uint16Array, channels: number, to: Float32Array): void {
    this.#table16 ??= luminanceTable(this.#display, 65_536);
    const table = this.#table16;
    const [green, blue] = channels === 1 ? [0, 0] : [1, 2];
    for (let i = 0, at = 0; i < to.length; i++, at += channels) {
      to[i] = table[data[at]!]! + table[65_536 + data[at + green]!]! + table[131_072 + data[at + blue]!]!;
    }
  }

  #writeFloat(data: Float32Array, channels: number, to: Float32Array): void {
    const [green, blue] = channels === 1 ? [0, 0] : [1, 2];
    for (let i = 0, at = 0; i < to.length; i++, at += channels) {
      to[i] = luminanceOf(this.#display, data[at]!, data[at + green]!, data[at + blue]!);
    }
  }
}
