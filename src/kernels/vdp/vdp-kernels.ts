/** Exports of the vdp module; see `assembly/` for what each reads and writes. Pointers are byte offsets. */
export interface VdpKernels {
  luminance(pixels: number, channels: number, table: number, count: number, to: number): void;
  temporal(
    frames: number,
    sustained: number,
    transient: number,
    taps: number,
    count: number,
    toSustained: number,
    toTransient: number,
  ): void;
  reduce(from: number, width: number, height: number, to: number, scratch: number): void;
  expand(from: number, width: number, height: number, to: number, scratch: number): void;
  bandErrors(band: number): void;
}
