import type { BandFoveation, TableAxis, VdpPasses } from '../../shared/vdp-passes.ts';
import { columnDirection, resolutionMagnification, rowDirection } from './display-geometry.ts';
import type { DisplayModel } from './displays.ts';
import type { PyramidBand } from './pyramid-bands.ts';
import { axisCoordinate } from './sensitivity-lookup.ts';

/** Samples of the magnification between the axis and the furthest corner; with so many, straight lines are exact to 1e-6. */
const ANGLES = 4096;

/** Where a picture's pixels lie on a display, for all bands of it. */
export class BandGeometry {
  readonly #display: DisplayModel;
  /** log2 of the resolution's magnification, by angle from the display's axis. */
  readonly #octaves: Float64Array;
  readonly #perDegree: number;

  constructor(display: DisplayModel) {
    const across = Math.max(-columnDirection(display, 0, 1), columnDirection(display, 1, 1));
    const along = Math.max(rowDirection(display, 0, 1), -rowDirection(display, 1, 1));
    this.#display = display;
    this.#perDegree = ANGLES / Math.hypot(across, along);
    this.#octaves = Float64Array.from({ length: ANGLES + 2 }, (_, i) =>
      Math.log2(resolutionMagnification(display, i / this.#perDegree)),
    );
  }

  /**
   * Directions and frequencies of a band's pixels. They depend on display and size alone, so they are worked out once; only
   * `gaze` changes afterwards.
   * @param gaze shared by all bands, degrees
   */
  foveation(passes: VdpPasses, band: PyramidBand, rhoAxis: TableAxis, gaze: Float64Array): BandFoveation {
    const { width, height } = band;
    const foveation: BandFoveation = {
      rho: passes.allocate(width * height),
      columns: passes.allocate(width),
      rows: passes.allocate(height),
      gaze,
    };
    const columns = passes.view(foveation.columns, width);
    const rows = passes.view(foveation.rows, height);
    for (let x = 0; x < width; x++) columns[x] = columnDirection(this.#display, x + 0.5, width);
    for (let y = 0; y < height; y++) rows[y] = rowDirection(this.#display, y + 0.5, height);
    this.#writeRho(passes.view(foveation.rho, width * height), columns, rows, band.frequency, rhoAxis);
    return foveation;
  }

  #writeRho(
    to: Float32Array,
    columns: Float32Array,
    rows: Float32Array,
    frequency: number,
    axis: TableAxis,
  ): void {
    const octaves = this.#octaves;
    const perDegree = this.#perDegree;
    const centre = Math.log2(frequency);
    for (let y = 0, at = 0; y < rows.length; y++) {
      const up = rows[y]! * rows[y]!;
      for (let x = 0; x < columns.length; x++, at++) {
        const angle = perDegree * Math.sqrt(columns[x]! * columns[x]! + up);
        const i = Math.floor(angle);
        const magnified = octaves[i]! + (angle - i) * (octaves[i + 1]! - octaves[i]!);
        to[at] = axisCoordinate(axis, centre + magnified);
      }
    }
  }
}
