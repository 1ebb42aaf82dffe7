import type { TrackerConfig } from './tracker-config.ts';

/** People's kappa about the population's mean, standard deviation per axis, degrees (`eye-person.ts`): what an uncalibrated gaze is off by. */
export const KAPPA_SPREAD_DEG = 1.1;

/** What was measured of a trained network, on people whom no training step saw. */
export interface TrackerFacts {
  /** Error of each exit after a calibration, standard deviation per axis, degrees (6). */
  readonly exitSigmaDeg: readonly number[];
  /** The same with the population's kappa alone (6); where it was not measured, kappa's spread is added. */
  readonly exitSigmaUncalibratedDeg: readonly number[];
  /** Whether the errors are those of images of which the network saw a box around the pupil. */
  readonly cropped: boolean;
}

/**
 * Checks the content of `tracker.json`.
 * @throws RangeError in one sentence when it is of another network, or lacks the errors
 */
export function checkTrackerFacts(value: unknown, config: TrackerConfig): TrackerFacts {
  const facts = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const sigmas = (key: keyof TrackerFacts): readonly number[] => {
    const list: unknown = facts[key];
    const fits =
      Array.isArray(list) &&
      list.length === config.blocks &&
      list.every((sigma) => typeof sigma === 'number' && sigma > 0 && sigma < 90);
    if (fits) return list as number[];
    throw new RangeError(
      `The gaze tracker's file does not state the errors of ${config.blocks} exits ("${key}").`,
    );
  };
  const network = facts.network ?? config.name;
  if (network !== config.name) {
    throw new RangeError(
      `The gaze tracker's file is of the network "${String(network)}", not "${config.name}".`,
    );
  }
  const exitSigmaDeg = sigmas('exitSigmaDeg');
  return {
    exitSigmaDeg,
    exitSigmaUncalibratedDeg:
      facts.exitSigmaUncalibratedDeg === undefined
        ? exitSigmaDeg.map((sigma) => Math.hypot(sigma, KAPPA_SPREAD_DEG))
        : sigmas('exitSigmaUncalibratedDeg'),
    cropped: facts.boxPatches !== undefined,
  };
}
