import type { TableAxis, VdpModel } from '../../shared/vdp-passes.ts';
import { CALIBRATION } from './calibration.ts';
import type { SensitivityTable } from './csf/sensitivity.ts';

function axisOf(samples: Float32Array): TableAxis {
  const first = samples[0]!;
  const step = (samples.at(-1)! - first) / (samples.length - 1);
  const bent = samples.some((value, i) => Math.abs(value - (first + i * step)) > 1e-3 * step);
  if (samples.length < 2 || !(step > 0) || bent) {
    throw new RangeError('The axes of a sensitivity table must rise in even steps.');
  }
  return { first, step, size: samples.length };
}

/** What the passes need, from a sensitivity table and the metric's calibration. @throws RangeError on an odd table */
export function vdpModel(table: SensitivityTable): VdpModel {
  const luminance = axisOf(table.luminance);
  const rho = axisOf(table.rho);
  const eccentricity = axisOf(table.eccentricity);
  const entries = luminance.size * rho.size * eccentricity.size;
  for (const values of [table.sustained, table.transient]) {
    if (values.length !== entries || !values.every(Number.isFinite)) {
      throw new RangeError('A sensitivity table must hold a number for every point of its axes.');
    }
  }
  const gain = (CALIBRATION.sensitivityCorrectionDb / 20) * Math.log2(10);
  return {
    luminance,
    rho,
    eccentricity,
    sensitivity: [table.sustained.map((value) => value + gain), table.transient.map((value) => value + gain)],
    maskerGain: 10 ** CALIBRATION.logMaskerGain,
    differencePower: CALIBRATION.differencePower,
    maskerPowers: CALIBRATION.maskerPowers,
    differenceLimit: CALIBRATION.differenceLimit,
    poolingPower: CALIBRATION.spatialPower,
    backgroundFloor: CALIBRATION.backgroundFloor,
    contrastLimit: CALIBRATION.contrastLimit,
  };
}
