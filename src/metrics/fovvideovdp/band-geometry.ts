import type { BandFoveation, TableAxis, VdpPasses } from '../../shared/vdp-passes.ts';
import { columnDirection, resolutionMagnification, rowDirection } from './display-geometry.ts';
import type { DisplayModel } from './displays.ts';
import type { PyramidBand } from './pyramid-bands.ts';
import { axisCoordinate } from './sensitivity-lookup.ts';

/** Samples of the magnification between the axis and the corner; with so many, straight lines are exact to 1e-6. */
const ANGLES = 4096;

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
  for (let y = 0; y < band.height; y++) rows[y] = rowDirection(display, y + 0.5, band.height);
  const furthest = (directions: Float32Array) =>
    Math.max(Math.abs(directions.at(0)!), Math.abs(directions.at(-1)!));
  const corner = Math.hypot(furthest(columns), furthest(rows));
  const perDegree = ANGLES / corner;
  const ofAngle = Float64Array.from({ length: ANGLES + 2 }, (_, i) =>
    axisCoordinate(rhoAxis, Math.log2(band.frequency * resolutionMagnification(display, i / perDegree))),
  );
  for (let y = 0, at = 0; y < band.height; y++) {
    const up = rows[y]! * rows[y]!;
    for (let x = 0; x < band.width; x++, at++) {
      const angle = perDegree * Math.sqrt(columns[x]! * columns[x]! + up);
      const i = Math.floor(angle);
      rho[at] = ofAngle[i]! + (angle - i) * (ofAngle[i + 1]! - ofAngle[i]!);
    }
  }
  return foveation;
}
