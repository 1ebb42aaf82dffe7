import type { GazeAngles } from '../../../src/workers/gaze/angles.ts';
import { calibratedVisual, populationVisual } from '../../../src/workers/gaze/calibration/calibration-map.ts';
import type { Calibration } from '../../../src/workers/gaze/calibration/fit-calibration.ts';
import { BLINK } from '../../../src/workers/gaze/events/blink-gate.ts';
import { EXITS } from '../../../src/workers/gaze/tracker-config.ts';
import { type ErrorFigures, ErrorTally } from './error-tally.ts';
import type { ExitReading, Sighting } from './sighting.ts';

/** Calibrations by the person's seed. */
export type Calibrations = ReadonlyMap<number, Calibration>;

/** What an error is taken against. */
export const AXES = ['calibrated', 'uncalibrated', 'optical'] as const;
/**
 * `calibrated`: where the person looks, after their calibration. `uncalibrated`: the same, with the kappa of people on average. `optical`:
 * the eye's optical axis, which an image shows.
 */
export type Axis = (typeof AXES)[number];

/** The tracker answers with no gaze where its last exit finds the eye closed. */
export function isNull({ exits }: Sighting): boolean {
  return exits.at(-1)!.openness < BLINK.closedBelow;
}

/** Share of sightings without a gaze, 0..1; NaN of none. */
export function nullRate(sightings: readonly Sighting[]): number {
  return sightings.filter(isNull).length / sightings.length;
}

const visual = new Float64Array(2);

/** Where a person looks by an exit. @param calibration null = that of people on average */
export function visualOf({ yawDeg, pitchDeg }: ExitReading, calibration: Calibration | null): GazeAngles {
  if (calibration) calibratedVisual(calibration.coefficients, yawDeg, pitchDeg, visual);
  else populationVisual(yawDeg, pitchDeg, visual);
  return { yawDeg: visual[0]!, pitchDeg: visual[1]! };
}

/** Errors of one exit, 1 … 6, over the sightings with a gaze; null where there is none. */
export function exitErrors(
  sightings: readonly Sighting[],
  exit: number,
  axis: Axis,
  calibrations: Calibrations,
): ErrorFigures | null {
  const tally = new ErrorTally();
  for (const sighting of sightings) {
    if (isNull(sighting)) continue;
    const reading = sighting.exits[exit - 1]!;
    const { person, conditions } = sighting.picture;
    if (axis === 'optical') tally.add(reading, conditions);
    else {
      const calibration = axis === 'calibrated' ? calibrations.get(person.seed)! : null;
      tally.add(visualOf(reading, calibration), sighting.visual);
    }
  }
  return tally.count > 0 ? tally.figures : null;
}

/** The same of the last exit. */
export function lastExitErrors(
  sightings: readonly Sighting[],
  axis: Axis,
  calibrations: Calibrations,
): ErrorFigures | null {
  return exitErrors(sightings, EXITS, axis, calibrations);
}
