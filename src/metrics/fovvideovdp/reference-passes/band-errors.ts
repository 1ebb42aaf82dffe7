import type { BandFoveation, LevelPair, Plane, VdpBand, VdpModel } from '../../../shared/vdp-passes.ts';
import { axisCoordinate, trilinear } from '../sensitivity-lookup.ts';
import { expandRow } from './expand.ts';
import { maskedDifference } from './masked-difference.ts';

/** Rows that the band pass needs between planes; as long as the widest picture. */
export interface BandScratch {
  readonly mixed: Float32Array;
  readonly background: Float32Array;
  readonly test: Float32Array;
  readonly reference: Float32Array;
  /** Coordinate on the rho axis, and on the eccentricity axis. */
  readonly rho: Float32Array;
  readonly eccentricity: Float32Array;
}

/** `VdpPasses.bandErrors`, row by row. @param view the floats of a plane */
export function bandErrorsReference(
  model: VdpModel,
  band: VdpBand,
  view: (plane: Plane, length: number) => Float32Array,
  scratch: BandScratch,
  sums: Float64Array,
): void {
  const { width, height, foveation } = band;
  const { mixed, background, test, reference } = scratch;
  const coarseSize = Math.ceil(width / 2) * Math.ceil(height / 2);
  const size = [model.luminance.size, model.rho.size, model.eccentricity.size] as const;
  const expanded = ({ coarse }: LevelPair, y: number, to: Float32Array) =>
    expandRow(view(coarse, coarseSize), width, height, y, mixed, to);
  sums.fill(0);
  for (let y = 0; y < height; y++) {
    place(model, band, foveation, y, view, scratch);
    expanded(band.reference[0]!, y, background);
    for (let x = 0; x < width; x++) background[x] = Math.max(background[x]!, model.backgroundFloor);
    for (const [channel, table] of model.sensitivity.entries()) {
      const [testPair, referencePair] = [band.test[channel], band.reference[channel]];
      if (!testPair || !referencePair) break;
      expanded(testPair, y, test);
      expanded(referencePair, y, reference);
      const fineTest = view(testPair.fine, width * height);
      const fineReference = view(referencePair.fine, width * height);
      const written = band.difference ? view(band.difference[channel]!, width * height) : null;
      for (let x = 0, at = y * width; x < width; x++, at++) {
        const mean = background[x]!;
        const luminance = axisCoordinate(model.luminance, Math.log2(mean));
        const logS = trilinear(table, size, luminance, scratch.rho[x]!, scratch.eccentricity[x]!);
        const gain = band.gain * 2 ** logS;
        const testContrast = Math.min((fineTest[at]! - test[x]!) / mean, model.contrastLimit);
        const referenceContrast = Math.min((fineReference[at]! - reference[x]!) / mean, model.contrastLimit);
        const d = maskedDifference(model, channel, gain * testContrast, gain * referenceContrast);
        sums[channel] = sums[channel]! + d ** model.poolingPower;
        if (written) written[at] = d;
      }
    }
  }
}

/** Where the pixels of row `y` lie on the axes of frequency and eccentricity. */
function place(
  model: VdpModel,
  { width, height, rho }: VdpBand,
  foveation: BandFoveation | null,
  y: number,
  view: (plane: Plane, length: number) => Float32Array,
  scratch: BandScratch,
): void {
  if (!foveation) {
    scratch.rho.fill(rho, 0, width);
    scratch.eccentricity.fill(0, 0, width);
    return;
  }
  scratch.rho.set(view(foveation.rho, width * height).subarray(y * width, (y + 1) * width));
  const columns = view(foveation.columns, width);
  const up = view(foveation.rows, height)[y]! - foveation.gaze[1]!;
  for (let x = 0; x < width; x++) {
    const right = columns[x]! - foveation.gaze[0]!;
    const degrees = Math.sqrt(right * right + up * up);
    scratch.eccentricity[x] = axisCoordinate(model.eccentricity, Math.sqrt(degrees));
  }
}
