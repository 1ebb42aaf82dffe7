import type { Plane, VdpPasses } from '../../shared/vdp-passes.ts';
import { frameError, jodOf } from './pooling.ts';
import type { PyramidBand } from './pyramid-bands.ts';

/**
 * Where in the picture the differences are seen. Per pixel the channels are pooled and the bands added up as for the whole
 * picture, so that a picture which is equally bad everywhere has its own quality at each pixel.
 */
export class DifferenceMap {
  /** For `VdpBand.difference`, of each scored band. */
  readonly planes: readonly (readonly Plane[])[];
  readonly #passes: VdpPasses;
  readonly #bands: readonly PyramidBand[];
  readonly #expanded: Plane;
  readonly #sum: Float64Array;
  #frames = 0;

  /** @param bands the scored ones, finest first */
  constructor(passes: VdpPasses, bands: readonly PyramidBand[], channels: number) {
    const { width, height } = bands[0]!;
    this.#passes = passes;
    this.#bands = bands;
    this.planes = bands.map((band) =>
      Array.from({ length: channels }, () => passes.allocate(band.width * band.height)),
    );
    this.#expanded = passes.allocate(width * height);
    this.#sum = new Float64Array(width * height);
  }

  /** Takes in the frame whose differences are in `planes`; overwrites the first plane of each band. */
  add(): void {
    for (let i = this.#bands.length - 1; i >= 0; i--) {
      const { width, height } = this.#bands[i]!;
      const [first] = this.planes[i]!;
      const channels = this.planes[i]!.map((plane) => this.#passes.view(plane, width * height));
      const total = channels[0]!;
      const coarser = this.planes[i + 1]?.[0];
      if (coarser !== undefined) this.#passes.expand(coarser, width, height, this.#expanded);
      const below = coarser === undefined ? null : this.#passes.view(this.#expanded, width * height);
      const values = channels.map(() => 0);
      for (let pixel = 0; pixel < total.length; pixel++) {
        for (const [channel, plane] of channels.entries()) values[channel] = plane[pixel]!;
        total[pixel] = frameError(values) + (below?.[pixel] ?? 0);
      }
      if (i === 0) {
        const view = this.#passes.view(first!, width * height);
        for (let pixel = 0; pixel < view.length; pixel++) this.#sum[pixel]! += view[pixel]!;
      }
    }
    this.#frames++;
  }

  /** Quality lost at each pixel, mean over the frames, JOD; (height, width). */
  loss(): Float32Array {
    return Float32Array.from(this.#sum, (error) => 10 - jodOf(error / Math.max(this.#frames, 1)));
  }

  /** Forgets all frames. */
  clear(): void {
    this.#sum.fill(0);
    this.#frames = 0;
  }
}
