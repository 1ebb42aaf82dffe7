import { angleBetweenGazesDeg, type GazeAngles } from '../angles.ts';
import {
  CALIBRATION_COEFFICIENTS,
  calibratedVisual,
  calibrationTerms,
  populationVisual,
  TERMS,
} from './calibration-map.ts';
import { ridgeSolve } from './ridge.ts';

/** Where a person was asked to look, and what the tracker made of it. */
export interface CalibrationPoint {
  /** Direction of the target: visual axis. */
  readonly target: GazeAngles;
  /** What the tracker's last exit gave: optical axis, before any calibration. */
  readonly optical: GazeAngles;
}

/** How good a calibration is. Angles in degrees. */
export interface CalibrationReport {
  /** Points that the fit rests on. */
  readonly points: number;
  /** Index of the point that was left out because it does not go with the others, or null. */
  readonly leftOut: number | null;
  /** Mean error at the points with the population's kappa. */
  readonly beforeDeg: number;
  /** Mean and greatest error at the points with the fit. */
  readonly meanDeg: number;
  readonly greatestDeg: number;
  /** Mean error at points that the fit did not see (leave one out): what to expect between them. */
  readonly expectedDeg: number;
}

export interface Calibration {
  /** (12), see `calibratedVisual`. */
  readonly coefficients: readonly number[];
  readonly report: CalibrationReport;
}

/** Fewest points of a fit: fewer say little more than the population does. */
export const LEAST_POINTS = 3;

/**
 * Error at one point after averaging, degrees: the eye rests 0.3° beside the target, and the tracker is off there by about as much. What
 * the priors are weighed against.
 */
const POINT_SIGMA_DEG = 0.45;
/** How far people and cameras differ from the population: offset, linear and quadratic terms, degrees at 20°. */
const PRIOR_SIGMA_DEG = [2, 1, 1, 0.5, 0.5, 0.5] as const;
const RIDGE = PRIOR_SIGMA_DEG.map((sigma) => (POINT_SIGMA_DEG / sigma) ** 2);

/** From so many points on one may be left out: below, there is too little to judge it by. */
const LEAST_TO_DROP = 5;
/** It is when the others miss it by so many degrees, and by so many times their own median error. */
const DROP_DEG = 2;
const DROP_TIMES = 4;

/**
 * Fits what turns a tracker's optical angles into a person's visual ones: the population's kappa plus offset, linear and quadratic
 * terms, each drawn to zero by a ridge, so that few points move little more than the offset. One point that does not go with the
 * others (a glance aside) is left out.
 * @throws RangeError with one sentence when there are too few points, or one is not finite
 */
export function fitCalibration(points: readonly CalibrationPoint[]): Calibration {
  if (points.length < LEAST_POINTS) {
    throw new RangeError(`A calibration needs at least ${LEAST_POINTS} points; there are ${points.length}.`);
  }
  for (const { target, optical } of points) {
    const sum = target.yawDeg + target.pitchDeg + optical.yawDeg + optical.pitchDeg;
    if (!Number.isFinite(sum)) throw new RangeError('A calibration point has no direction.');
  }
  const leftOut = oddOneOut(points);
  const kept = points.filter((_, i) => i !== leftOut);
  const coefficients = solve(kept);
  const errors = kept.map((point) => errorDeg(coefficients, point));
  return {
    coefficients,
    report: {
      points: kept.length,
      leftOut,
      beforeDeg: mean(kept.map((point) => errorDeg(NO_CORRECTION, point))),
      meanDeg: mean(errors),
      greatestDeg: Math.max(...errors),
      expectedDeg: mean(unseenErrors(kept)),
    },
  };
}

const NO_CORRECTION = new Float64Array(CALIBRATION_COEFFICIENTS);
const scratch = new Float64Array(2);

/** Error of a calibration at a point, degrees. */
export function errorDeg(coefficients: ArrayLike<number>, { target, optical }: CalibrationPoint): number {
  calibratedVisual(coefficients, optical.yawDeg, optical.pitchDeg, scratch);
  return angleBetweenGazesDeg({ yawDeg: scratch[0]!, pitchDeg: scratch[1]! }, target);
}

function solve(points: readonly CalibrationPoint[]): number[] {
  const rows = points.map(({ optical }) => {
    const row = new Float64Array(TERMS);
    calibrationTerms(optical.yawDeg, optical.pitchDeg, row);
    return row;
  });
  const wanted = points.map(({ target, optical }) => {
    populationVisual(optical.yawDeg, optical.pitchDeg, scratch);
    return [target.yawDeg - scratch[0]!, target.pitchDeg - scratch[1]!] as const;
  });
  return [0, 1].flatMap((axis) =>
    ridgeSolve(
      rows,
      wanted.map((pair) => pair[axis]!),
      RIDGE,
    ),
  );
}

/** Error at each point of the fit to the others. */
function unseenErrors(points: readonly CalibrationPoint[]): number[] {
  return points.map((point, i) => errorDeg(solve(points.filter((_, j) => j !== i)), point));
}

function oddOneOut(points: readonly CalibrationPoint[]): number | null {
  if (points.length < LEAST_TO_DROP) return null;
  const errors = unseenErrors(points);
  const worst = errors.indexOf(Math.max(...errors));
  const others = unseenErrors(points.filter((_, i) => i !== worst)).sort((a, b) => a - b);
  const median = others[Math.floor(others.length / 2)]!;
  return errors[worst]! > Math.max(DROP_DEG, DROP_TIMES * median) ? worst : null;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
