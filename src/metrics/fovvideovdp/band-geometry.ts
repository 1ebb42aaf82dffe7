import type { BandFoveation, TableAxis, VdpPasses } from '../../shared/vdp-passes.ts';
import { columnDirection, resolutionMagnification, rowDirection } from './display-geometry.ts';
import type { DisplayModel } from './displays.ts';
import type { PyramidBand } from './pyramid-bands.ts';
import { axisCoordinate } from './sensitivity-lookup.ts';

/**
 * Directions and frequencies of a band's pixels. They depend on the display and the sizes alone, so they are worked out once;
 * only `gaze` changes afterwards.
 * @param gaze shared by all bands, degrees
 */
export function bandFoveation(
  passes: VdpPasses,
  display: DisplayModel,
  band: PyramidBand,
  rhoAxis: TableAxis,
  gaze: Float64Array,
): BandFoveation {
  const count = band.width * band.height;
  const foveation: BandFoveation = {
    rho: passes.allocate(count),
    columns: passes.allocate(band.width),
    rows: passes.allocate(band.height),
    gaze,
  };
  const columns = passes.view(foveation.columns, band.width);
  const rows = passes.view(foveation.rows, band.height);
  const rho = passes.view(foveation.rho, count);
  for (let x = 0; x < band.width; x++) {
    columns[x] = columnDirection(display, x + 0.5, band.width);
  }
  for (let y = 0; y < band.height; y++) {
    rows[y] = rowDirection(display, y + 0.5, band.height);
    for (let x = 0; x < band.width; x++) {
      const axisAngle = Math.hypot(columns[x]!, rows[y]!);
      const frequency = band.frequency * resolutionMagnification(display, axisAngle);
      rho[y * band.width + x] = axisCoordinate(rhoAxis, Math.log2(frequency));
    }
  }
  return foveation;
}
