import type { LevelPair, Plane, VdpPasses } from '../../shared/vdp-passes.ts';
import type { PyramidBand } from './pyramid-bands.ts';

/** Gaussian pyramid of one picture and channel. */
export class PyramidPlanes {
  /** Finest first. */
  readonly levels: readonly Plane[];
  readonly #passes: VdpPasses;
  readonly #bands: readonly PyramidBand[];

  constructor(passes: VdpPasses, bands: readonly PyramidBand[]) {
    this.#passes = passes;
    this.#bands = bands;
    this.levels = bands.map(({ width, height }) => passes.allocate(width * height));
  }

  /** Fills the coarser levels from the finest. */
  build(): void {
    for (let i = 0; i + 1 < this.levels.length; i++) {
      const { width, height } = this.#bands[i]!;
      this.#passes.reduce(this.levels[i]!, width, height, this.levels[i + 1]!);
    }
  }

  /** What band `i` is the difference of. */
  pair(i: number): LevelPair {
    return { fine: this.levels[i]!, coarse: this.levels[i + 1]! };
  }
}
