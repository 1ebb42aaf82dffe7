import { CALIBRATION_COEFFICIENTS, calibratedVisual, populationVisual } from './calibration-map.ts';
import type { Calibration, CalibrationReport } from './fit-calibration.ts';

const FORMAT = 'saccade-gaze-calibration';
const VERSION = 1;
/** No eye differs from the population by more than this within ±25°, degrees. */
const MOST_CORRECTION_DEG = 20;
const REACH_DEG = 25;

/** A calibration file that cannot be used; the message is one sentence for the person. */
export class CalibrationFileError extends Error {
  override readonly name = 'CalibrationFileError';
}

/** A calibration as text, for a person who asks for it: it tells of their eyes, so it is never kept otherwise. */
export function calibrationText(calibration: Calibration): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, ...calibration }, null, 2)}\n`;
}

/** @throws CalibrationFileError that names what is wrong */
export function readCalibration(text: string): Calibration {
  const value = parse(text);
  if (value.format !== FORMAT) {
    throw new CalibrationFileError(`The file is no gaze calibration: its format is not "${FORMAT}".`);
  }
  if (value.version !== VERSION) {
    throw new CalibrationFileError(
      `The calibration has version ${String(value.version)}; this page reads ${VERSION}.`,
    );
  }
  return { coefficients: coefficientsOf(value.coefficients), report: reportOf(value.report) };
}

function parse(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new CalibrationFileError('The calibration is not valid JSON.');
  }
  if (typeof value !== 'object' || value === null) {
    throw new CalibrationFileError('The calibration is not an object.');
  }
  return value as Readonly<Record<string, unknown>>;
}

function coefficientsOf(value: unknown): number[] {
  if (!Array.isArray(value) || value.length !== CALIBRATION_COEFFICIENTS || !value.every(Number.isFinite)) {
    throw new CalibrationFileError(`The calibration does not have ${CALIBRATION_COEFFICIENTS} coefficients.`);
  }
  const coefficients = value as number[];
  const corrected = new Float64Array(2);
  const plain = new Float64Array(2);
  for (const yaw of [-REACH_DEG, 0, REACH_DEG]) {
    for (const pitch of [-REACH_DEG, 0, REACH_DEG]) {
      calibratedVisual(coefficients, yaw, pitch, corrected);
      populationVisual(yaw, pitch, plain);
      if (Math.hypot(corrected[0]! - plain[0]!, corrected[1]! - plain[1]!) > MOST_CORRECTION_DEG) {
        throw new CalibrationFileError(
          `The calibration turns the gaze by more than ${MOST_CORRECTION_DEG} degrees, which no eye needs.`,
        );
      }
    }
  }
  return coefficients;
}

function reportOf(value: unknown): CalibrationReport {
  const report = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const figure = (key: keyof CalibrationReport): number => {
    const figure = report[key];
    if (typeof figure !== 'number' || !(figure >= 0)) {
      throw new CalibrationFileError(`The report of the calibration has no figure for "${key}".`);
    }
    return figure;
  };
  return {
    points: figure('points'),
    leftOut: report.leftOut === null ? null : figure('leftOut'),
    beforeDeg: figure('beforeDeg'),
    meanDeg: figure('meanDeg'),
    greatestDeg: figure('greatestDeg'),
    expectedDeg: figure('expectedDeg'),
  };
}
